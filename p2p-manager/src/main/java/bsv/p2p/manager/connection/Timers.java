package bsv.p2p.manager.connection;

import bsv.p2p.api.spi.EventLoop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// The timers of one connection, at most one of each kind. On its loop only.
final class Timers {
    private final EventLoop loop;
    private final Consumer<Timer> over;
    private final Map<Timer, EventLoop.Timeout> running = new EnumMap<>(Timer.class);

    /// @param over told which timer ran out
    Timers(EventLoop loop, Consumer<Timer> over) {
        this.loop = loop;
        this.over = over;
    }

    void start(Timer timer, Duration after) {
        stop(timer);
        running.put(timer, loop.schedule(() -> {
            running.remove(timer);
            over.accept(timer);
        }, after));
    }

    void stop(Timer timer) {
        var timeout = running.remove(timer);
        if (timeout != null) timeout.cancel();
    }

    /// Stops those that end with their link.
    void stopLinkTimers() {
        stop(Timer.HANDSHAKE);
        stop(Timer.PING);
        stop(Timer.PONG);
    }
}
