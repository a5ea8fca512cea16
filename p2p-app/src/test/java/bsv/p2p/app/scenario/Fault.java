package bsv.p2p.app.scenario;

import java.io.IOException;

/// One way to be a bad peer, and what must come of it.
///
/// @param name what the caller does, as a sentence without its subject
/// @param attack what it does; it may end the connection
record Fault(String name, Attack attack, Outcome outcome) {
    /// What a caller does that was connected a moment ago.
    interface Attack {
        void run(Caller caller) throws IOException;

        /// The same, by one who shook hands first.
        default Attack afterHandshake() {
            return caller -> run(caller.introduced());
        }
    }

    /// What comes of it.
    sealed interface Outcome {}

    /// The address is banned; who calls from there again is cut off before a byte.
    ///
    /// @param reason the kind, as in the event
    record Banned(String reason) implements Outcome {}

    /// The connection ends, but the address may call again.
    ///
    /// @param failure the kind, as in the event
    record Ended(String failure) implements Outcome {}

    /// The connection goes on.
    ///
    /// @param points what it cost in all
    record Tolerated(int points) implements Outcome {}

    @Override
    public String toString() {
        return name;
    }
}
