package bsv.p2p.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is done to the network and when: nodes are killed, one comes back, more are killed, all come back; then again, in the next
/// cycle. Not safe to use from many threads.
final class DemoScript {
    /// In parts of a cycle.
    private static final List<Step> STEPS = List.of(new Step(0.15, Action.KILL), new Step(0.40, Action.REVIVE_ONE),
            new Step(0.55, Action.KILL), new Step(0.80, Action.REVIVE_ALL));

    private final Duration begin;
    private final Duration cycle;
    private int done;

    /// @param begin when the first cycle begins
    /// @param cycle the time that all steps take
    DemoScript(Duration begin, Duration cycle) {
        this.begin = begin;
        this.cycle = cycle;
    }

    /// What can be done to the network.
    enum Action {
        KILL, REVIVE_ONE, REVIVE_ALL
    }

    private record Step(double at, Action action) {}

    /// The next step, if its time has come. Each is told once.
    Optional<Action> due(Duration now) {
        var step = STEPS.get(done % STEPS.size());
        int cyclesDone = done / STEPS.size();
        if (now.minus(begin).toNanos() < (cyclesDone + step.at()) * cycle.toNanos()) return Optional.empty();
        done++;
        return Optional.of(step.action());
    }
}
