package bsv.p2p.api;

import java.util.Map;

/// Why a node is, or is not, dialing: everything that decides, at one moment.
///
/// @param finding the answer in short
/// @param target outbound connections wanted
/// @param dialed places held by connections that count towards the target, those under way included
/// @param waiting connections that wait to dial again
/// @param freePlaces places that an outbound connection could take
/// @param peers how many of the remembered peers stand how; every [Hindrance] has a row
public record DialReport(Finding finding, int target, int dialed, int waiting, int freePlaces, Map<Hindrance, Long> peers) {
    public DialReport {
        peers = Map.copyOf(peers);
    }

    /// The answer in short, the first that holds.
    public enum Finding {
        /// The node does not run, or is paused.
        NOT_RUNNING,
        /// It dials a list of peers and nobody else.
        FIXED_PEERS_ONLY,
        /// It has the connections that it wants.
        TARGET_REACHED,
        /// All places are taken, by callers or fixed peers.
        NO_PLACE,
        /// It is short of connections and knows nobody it could dial now.
        NOBODY_TO_DIAL,
        /// It is short of connections and dials.
        DIALING
    }

    /// What keeps a peer from being dialed, the first that holds.
    public enum Hindrance {
        /// It is connected or being dialed; on a public network also if it called.
        CONNECTED,
        /// Its address is this node's own.
        SELF,
        BANNED,
        /// Its address cannot be a node of this network.
        UNREACHABLE,
        /// It could not be talked to and is left alone.
        COOLING_DOWN,
        /// It failed, or was disconnected, lately, and has to wait.
        WAITING,
        /// There is a connection to another of its network group.
        NETGROUP_TAKEN,
        /// Nothing: it could be dialed now.
        NONE
    }
}
