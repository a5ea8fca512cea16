package bsv.p2p.api.peer;

/// Why a peer is banned. It says what we found, for people and for our own records; it is not a reject code, those belong to
/// the wire.
public sealed interface BanReason {
    /// Its frames begin with another network's magic.
    record NetworkMismatch(Magic expected, Magic received) implements BanReason {
        @Override
        public String describe() {
            return "network mismatch: expected magic " + expected + ", received " + received;
        }
    }

    /// It follows another chain.
    ///
    /// @param received what gave it away: its agent, its service bits or a header
    record BlockchainMismatch(String received) implements BanReason {
        @Override
        public String describe() {
            return "not on the BSV chain: " + received;
        }
    }

    /// Its user agent is on the deny list.
    ///
    /// @param userAgent as the peer sent it: untrusted text
    record BannedUserAgent(String userAgent) implements BanReason {
        @Override
        public String describe() {
            return "banned user agent " + userAgent;
        }
    }

    /// It collected 100 points by breaking the protocol.
    ///
    /// @param what the last thing it did
    record Misbehavior(String what) implements BanReason {
        @Override
        public String describe() {
            return "misbehavior: " + what;
        }
    }

    /// Somebody here decided so.
    ///
    /// @param note free text, may be empty
    record Manual(String note) implements BanReason {
        @Override
        public String describe() {
            return note.isEmpty() ? "manual" : "manual: " + note;
        }
    }

    /// One line for people. May contain text from the peer: escape it before a terminal or a page shows it.
    String describe();
}
