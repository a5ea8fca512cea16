package bsv.p2p.manager.connection;

import java.time.Duration;
import java.util.Optional;

/// Pings and their round trips. A pong with another nonce is no answer.
///
/// @param nonce of the ping that waits for its pong; 0 if none does
/// @param sentAt when it was sent, in the loop's nanoseconds
/// @param patience silence that is left until the peer counts as gone
/// @param last last round trip
/// @param min shortest round trip
/// @param smoothed moving average, the last round trip weighing an eighth
public record KeepAlive(long nonce, long sentAt, Duration patience, Optional<Duration> last, Optional<Duration> min, Optional<Duration> smoothed) {
    static final KeepAlive NEW = new KeepAlive(0, 0, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
    /// How often to look whether the silence goes on.
    private static final Duration LOOK = Duration.ofSeconds(1);

    public boolean isPending() {
        return nonce != 0;
    }

    KeepAlive pinged(long newNonce, long now, Duration timeout) {
        return new KeepAlive(newNonce, now, timeout, last, min, smoothed);
    }

    /// How long until the next look.
    Duration look() {
        return patience.compareTo(LOOK) < 0 ? patience : LOOK;
    }

    /// A look found silence. After the last one [#patience] is zero.
    KeepAlive silent() {
        return new KeepAlive(nonce, sentAt, patience.minus(look()), last, min, smoothed);
    }

    /// A pong of a form that cancels the ping without a time.
    KeepAlive cancelled() {
        return new KeepAlive(0, 0, Duration.ZERO, last, min, smoothed);
    }

    boolean isAnsweredBy(long pongNonce) {
        return isPending() && pongNonce == nonce;
    }

    KeepAlive ponged(long now) {
        var trip = Duration.ofNanos(now - sentAt);
        var shortest = min.filter(known -> known.compareTo(trip) < 0).or(() -> Optional.of(trip));
        var average = smoothed.map(known -> known.multipliedBy(7).plus(trip).dividedBy(8)).or(() -> Optional.of(trip));
        return new KeepAlive(0, 0, Duration.ZERO, Optional.of(trip), shortest, average);
    }
}
