package bsv.p2p.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is done to the network and when: nodes are killed, one comes back, more are killed, all come back; then again, in the next
/// cycle. Not safe to use from many threads.
final class DemoScript {
    /// In parts of a cycle.
    private static final List<Step> STEPS = List.of(new Step(0.40, Action.KILL), new Step(0.55, Action.REVIVE_ONE),
            new Step(0.65, Action.KILL), new Step(0.85, Action.REVIVE_ALL));

    private final Duration cycle;
    private int done;

    /// @param cycle the time that all steps take
    DemoScript(Duration cycle) {
        this.cycle = cycle;
    }

    /// What can be done to the network.
    enum Action {
        KILL, REVIVE_ONE, REVIVE_ALL
    }

    private record Step(double at, Action action) {}

    /// The next step, if its time has come. Each is told once.
    Optional<Action> due(Duration elapsed) {
        var step = STEPS.get(done % STEPS.size());
        int cyclesDone = done / STEPS.size();
        if (elapsed.toNanos() < (cyclesDone + step.at()) * cycle.toNanos()) return Optional.empty();
        done++;
        return Optional.of(step.action());
    }
}
