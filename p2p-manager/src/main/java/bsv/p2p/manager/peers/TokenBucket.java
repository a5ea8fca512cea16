package bsv.p2p.manager.peers;

/// Lets through a burst, then a rate. Not thread-safe.
final class TokenBucket {
    private double tokens;
    private long lastNanos;

    /// A full bucket.
    ///
    /// @param now monotonic nanoseconds
    TokenBucket(int burst, long now) {
        this.tokens = burst;
        this.lastNanos = now;
    }

    /// Takes up to `wanted` tokens.
    ///
    /// @param burst the most that there may be
    /// @param perSecond tokens that come back each second
    /// @return how many there were
    int take(int wanted, long now, int burst, double perSecond) {
        tokens = Math.min(burst, tokens + (now - lastNanos) / 1e9 * perSecond);
        lastNanos = now;
        int taken = (int) Math.min(wanted, Math.floor(tokens));
        tokens -= taken;
        return taken;
    }
}
