package bsv.p2p.manager.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// A peer broke a rule.
@Name("bsv.p2p.Misbehavior")
@Label("Misbehavior")
@Description("A peer broke a rule")
final class MisbehaviorEvent extends PeerEvent {
    @Label("Points")
    @Description("What it cost")
    int points;

    @Label("Score")
    @Description("What the peer has now; at 100 it is banned")
    int score;
}
