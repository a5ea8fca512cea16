package bsv.p2p.manager.connection;

/// How a peer behaves: its points, and the flood of wrong checksums that costs points. Source: validation.h and
/// net_processing.cpp of the reference node.
///
/// @param score points so far
/// @param badChecksums wrong checksums in a row, each soon after the one before
/// @param lastBadChecksum when the last one came, in the loop's nanoseconds
public record Conduct(int score, int badChecksums, long lastBadChecksum) {
    static final Conduct CLEAN = new Conduct(0, 0, 0);
    private static final int TOLERATED_IN_A_ROW = 100;
    private static final long SOON_NANOS = 500_000_000;

    Conduct with(int points) {
        return new Conduct(score + points, badChecksums, lastBadChecksum);
    }

    /// One more wrong checksum: counted if it comes soon after the last, else the first of a new row.
    Conduct withBadChecksum(long now) {
        boolean soon = badChecksums > 0 && now - lastBadChecksum < SOON_NANOS;
        return new Conduct(score, soon ? badChecksums + 1 : 1, now);
    }

    boolean isFlooding() {
        return badChecksums > TOLERATED_IN_A_ROW;
    }
}
