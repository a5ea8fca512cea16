package bsv.p2p.manager.connection;

import java.util.ArrayList;
import java.util.List;

/// The answer of the machine: where to go and what to do on the way.
record Transition(State state, List<Effect> effects) {
    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(State state, Effect effect) {
        return new Transition(state, List.of(effect));
    }

    static Transition to(State state, Effect... effects) {
        return new Transition(state, List.of(effects));
    }

    /// The same with `more` done first.
    Transition after(List<? extends Effect> more) {
        var all = new ArrayList<Effect>(more);
        all.addAll(effects);
        return new Transition(state, all);
    }
}
