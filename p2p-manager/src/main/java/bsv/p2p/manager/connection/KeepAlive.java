package bsv.p2p.manager.connection;

import java.time.Duration;
import java.util.Optional;

/// Pings and their round trips. A pong with another nonce is no answer. Each connection has one, so it is kept short: times are nanoseconds, and a
/// round trip that is not known is negative.
///
/// @param nonce of the ping that waits for its pong; 0 if none does
/// @param sentAt when it was sent, in the loop's nanoseconds
/// @param patience silence that is left until the peer counts as gone
/// @param lastNanos last round trip
/// @param minNanos shortest round trip
/// @param smoothedNanos moving average, the last round trip weighing an eighth
public record KeepAlive(long nonce, long sentAt, Duration patience, long lastNanos, long minNanos, long smoothedNanos) {
    private static final long UNKNOWN = -1;
    static final KeepAlive NEW = new KeepAlive(0, 0, Duration.ZERO, UNKNOWN, UNKNOWN, UNKNOWN);
    /// How often to look whether the silence goes on.
    private static final Duration LOOK = Duration.ofSeconds(1);

    public boolean isPending() {
        return nonce != 0;
    }

    public Optional<Duration> last() {
        return known(lastNanos);
    }

    public Optional<Duration> min() {
        return known(minNanos);
    }

    public Optional<Duration> smoothed() {
        return known(smoothedNanos);
    }

    private static Optional<Duration> known(long nanos) {
        return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    KeepAlive pinged(long newNonce, long now, Duration timeout) {
        return new KeepAlive(newNonce, now, timeout, lastNanos, minNanos, smoothedNanos);
    }

    /// How long until the next look.
    Duration look() {
        return patience.compareTo(LOOK) < 0 ? patience : LOOK;
    }

    /// A look found silence. After the last one [#patience] is zero.
    KeepAlive silent() {
        return new KeepAlive(nonce, sentAt, patience.minus(look()), lastNanos, minNanos, smoothedNanos);
    }

    /// A pong of a form that cancels the ping without a time.
    KeepAlive cancelled() {
        return new KeepAlive(0, 0, Duration.ZERO, lastNanos, minNanos, smoothedNanos);
    }

    boolean isAnsweredBy(long pongNonce) {
        return isPending() && pongNonce == nonce;
    }

    KeepAlive ponged(long now) {
        long trip = now - sentAt;
        return new KeepAlive(0, 0, Duration.ZERO, trip, minNanos < 0 ? trip : Math.min(minNanos, trip), smoothedNanos < 0 ? trip : (7 * smoothedNanos + trip) / 8);
    }
}
