package bsv.p2p.manager.connection;

/// What it costs to break a rule; the rules are in [MessageJudge] and [Conduct].
sealed interface Misbehavior {
    /// Points for each authch or authresp beyond what is tolerated.
    int CHALLENGE_FLOOD = 10;

    /// The message is dropped and costs points.
    record Points(String what, int points) implements Misbehavior {}

    /// The connection ends; the address is not banned for it.
    record Intolerable(String what) implements Misbehavior {}
}
