package bsv.p2p.transport;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The links of a transport whose sockets are open, those that are still dialing and those that say farewell included. Safe for many threads.
final class Links {
    private final Set<Member> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /// One of them, whose methods may be called by any thread.
    interface Member {
        /// In good order.
        void close();

        void closeByForce();

        /// Waits until the socket is closed, not on a loop.
        ///
        /// @return whether it is
        boolean awaitClosed(Duration atMost);
    }

    /// As [Member#awaitClosed].
    static boolean await(Channel channel, Duration atMost) {
        return channel.closeFuture().awaitUninterruptibly(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    void add(Member member) {
        open.add(member);
        if (closing) member.close();
    }

    void remove(Member member) {
        open.remove(member);
    }

    /// Closes all in good order, those that take longer than `grace` by force.
    void close(Duration grace) {
        closing = true;
        var all = List.copyOf(open); // While it is waited for, a farewell takes the place of a link; their socket is the same.
        all.forEach(Member::close);
        long deadline = System.nanoTime() + grace.toNanos();
        for (var member : all) member.awaitClosed(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        open.forEach(Member::closeByForce);
    }
}
