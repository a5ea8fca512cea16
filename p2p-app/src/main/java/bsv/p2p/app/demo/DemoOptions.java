package bsv.p2p.app.demo;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;

/// What the demo can be told.
///
/// @param peers embedded nodes, [#MIN_PEERS] to [#MAX_PEERS], beside the one under show
/// @param length how long the node under show is watched; zero until it is stopped
/// @param randomSeed decides who is killed, whom the seed tells and what is paid; the same seed, the same choices
public record DemoOptions(int peers, Duration length, long randomSeed) {
    public static final int MIN_PEERS = 9;
    /// As many loopback networks are used.
    public static final int MAX_PEERS = 200;
    private static final int USUAL_TARGET = 8;
    private static final Duration ENDLESS_CYCLE = Duration.ofSeconds(20);

    public DemoOptions {
        var problems = new ArrayList<String>();
        if (peers < MIN_PEERS || peers > MAX_PEERS) problems.add("peers must be %d..%d, is %d".formatted(MIN_PEERS, MAX_PEERS, peers));
        if (length.isNegative()) problems.add("length must not be negative, is " + length);
        InvalidConfiguration.throwIfAny(problems);
    }

    boolean isEndless() {
        return length.isZero();
    }

    /// What is done to the network once the node under show stands, all within the time that is left, or again and again.
    DemoScript script(Duration now) {
        return new DemoScript(now, isEndless() ? ENDLESS_CYCLE : length.minus(now));
    }

    /// Outbound connections that the node under show keeps.
    int target() {
        return Math.min(USUAL_TARGET, peers - 1);
    }

    /// Nodes to kill at a time: so many that the target can still be reached with two such groups down, where there are enough.
    int victims() {
        return Math.clamp((peers - target()) / 2, 1, 3);
    }
}
