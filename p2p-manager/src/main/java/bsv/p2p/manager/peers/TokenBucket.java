package bsv.p2p.manager.peers;

/// Lets through a burst, then a rate. Not thread-safe.
final class TokenBucket {
    private double capacity;
    private double perNano;
    private double tokens;
    private long lastNanos;

    /// A full bucket.
    ///
    /// @param perSecond tokens that come back each second
    /// @param now monotonic nanoseconds
    public TokenBucket(int burst, double perSecond, long now) {
        this.capacity = burst;
        this.perNano = perSecond / 1e9;
        this.tokens = burst;
        this.lastNanos = now;
    }

    /// Changes the burst and the rate; what is there stays, up to the burst.
    void limit(int burst, double perSecond) {
        capacity = burst;
        perNano = perSecond / 1e9;
    }

    /// Takes up to `wanted` tokens.
    ///
    /// @return how many there were
    public int take(int wanted, long now) {
        tokens = Math.min(capacity, tokens + (now - lastNanos) * perNano);
        lastNanos = now;
        int taken = (int) Math.min(wanted, Math.floor(tokens));
        tokens -= taken;
        return taken;
    }
}
