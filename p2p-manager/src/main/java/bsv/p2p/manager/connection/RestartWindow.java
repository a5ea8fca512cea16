package bsv.p2p.manager.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// When a connection was restarted lately. Only time makes a restart forgotten.
///
/// @param times in the loop's nanoseconds, oldest first
public record RestartWindow(List<Long> times) {
    static final RestartWindow EMPTY = new RestartWindow(List.of());

    public RestartWindow {
        times = List.copyOf(times);
    }

    /// Without what is older than `window`.
    RestartWindow at(long now, Duration window) {
        return new RestartWindow(times.stream().filter(time -> now - time < window.toNanos()).toList());
    }

    RestartWindow with(long now) {
        var more = new ArrayList<>(times);
        more.add(now);
        return new RestartWindow(more);
    }

    public int count() {
        return times.size();
    }
}
