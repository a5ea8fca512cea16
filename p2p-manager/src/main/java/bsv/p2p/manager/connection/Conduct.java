package bsv.p2p.manager.connection;

import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;

/// How a peer behaves: its points, and the floods that cost points. Source: validation.h and net_processing.cpp of the reference node.
///
/// @param score points so far
/// @param badChecksums wrong checksums in a row, each soon after the one before
/// @param lastBadChecksum when the last one came, in the loop's nanoseconds
/// @param challenges authch and authresp messages not yet drained
/// @param drainedAt when the last one was drained, in the loop's nanoseconds
public record Conduct(int score, int badChecksums, long lastBadChecksum, int challenges, long drainedAt) {
    static final Conduct CLEAN = new Conduct(0, 0, 0, 0, 0);
    static final String CHALLENGE_FLOOD = "flood of authch and authresp";
    /// To an authresp that cannot be an answer.
    static final Reject NO_ANSWER = Reject.of(AuthResp.COMMAND, RejectCode.AUTH_CONN_SETUP, "expected a compressed public key");
    private static final int TOLERATED_IN_A_ROW = 100;
    private static final long SOON_NANOS = 500_000_000;
    private static final int TOLERATED_CHALLENGES = 6;
    private static final long DRAIN_NANOS = 600_000_000_000L;

    Conduct with(int points) {
        return new Conduct(score + points, badChecksums, lastBadChecksum, challenges, drainedAt);
    }

    /// One more wrong checksum: counted if it comes soon after the last, else the first of a new row.
    Conduct withBadChecksum(long now) {
        boolean soon = badChecksums > 0 && now - lastBadChecksum < SOON_NANOS;
        return new Conduct(score, soon ? badChecksums + 1 : 1, now, challenges, drainedAt);
    }

    boolean isFlooding() {
        return badChecksums > TOLERATED_IN_A_ROW;
    }

    /// Whether a message counts as a challenge: both directions share a budget.
    static boolean isChallenge(Command command) {
        return command.equals(AuthCh.COMMAND) || command.equals(AuthResp.COMMAND);
    }

    /// One more authch or authresp; one of those before is forgotten every ten minutes.
    Conduct withChallenge(long now) {
        if (challenges == 0) return new Conduct(score, badChecksums, lastBadChecksum, 1, now);
        long drained = Math.min((now - drainedAt) / DRAIN_NANOS, challenges);
        return new Conduct(score, badChecksums, lastBadChecksum, (int) (challenges - drained) + 1, drainedAt + drained * DRAIN_NANOS);
    }

    boolean isFloodingWithChallenges() {
        return challenges > TOLERATED_CHALLENGES;
    }
}
