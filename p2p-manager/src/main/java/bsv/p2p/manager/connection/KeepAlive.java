package bsv.p2p.manager.connection;

import java.time.Duration;
import java.util.Optional;

/// Pings and their round trips. A pong with another nonce is no answer.
///
/// @param nonce of the ping that waits for its pong; 0 if none does
/// @param sentAt when it was sent, in the loop's nanoseconds
/// @param last last round trip
/// @param min shortest round trip
/// @param smoothed moving average, the last round trip weighing an eighth
public record KeepAlive(long nonce, long sentAt, Optional<Duration> last, Optional<Duration> min, Optional<Duration> smoothed) {
    static final KeepAlive NEW = new KeepAlive(0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    public boolean isPending() {
        return nonce != 0;
    }

    KeepAlive pinged(long newNonce, long now) {
        return new KeepAlive(newNonce, now, last, min, smoothed);
    }

    /// A pong of a form that cancels the ping without a time.
    KeepAlive cancelled() {
        return new KeepAlive(0, 0, last, min, smoothed);
    }

    boolean isAnsweredBy(long pongNonce) {
        return isPending() && pongNonce == nonce;
    }

    KeepAlive ponged(long now) {
        var trip = Duration.ofNanos(now - sentAt);
        var shortest = min.filter(known -> known.compareTo(trip) < 0).or(() -> Optional.of(trip));
        var average = smoothed.map(known -> known.multipliedBy(7).plus(trip).dividedBy(8)).or(() -> Optional.of(trip));
        return new KeepAlive(0, 0, Optional.of(trip), shortest, average);
    }
}
