package bsv.p2p.api;

import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.metric.Histogram;
import java.util.Map;

/// What a manager has done since it was started. Every number only grows, and outlives the connections that it is about. Keys are from
/// closed sets.
///
/// @param dialed TCP connections that were attempted
/// @param accepted callers for whom there was a place
/// @param establishedOutbound handshakes completed with peers that were dialed, restarts included
/// @param establishedInbound handshakes completed with callers that had a place
/// @param failures connections that failed or were lost, by [bsv.p2p.api.error.PeerFailure#kind]
/// @param refused callers turned away, by [bsv.p2p.api.event.ControlEvent.RejectionCause], and for want of a place as `CAPACITY`
/// @param restarts lost connections that were dialed again at once
/// @param retries dials that were put off by a backoff
/// @param bans addresses that were banned
/// @param misbehaviors rules that peers broke
/// @param discovered peers heard of for the first time
/// @param handshakes how long handshakes took, in seconds from the TCP connection on
/// @param roundTrips from a ping to its pong, in seconds
/// @param sent by command; messages without a type of their own as `other`
/// @param received likewise
public record ManagerTotals(long dialed, long accepted, long establishedOutbound, long establishedInbound, Map<String, Long> failures,
        Map<String, Long> refused, long restarts, long retries, long bans, long misbehaviors, long discovered, Histogram handshakes,
        Histogram roundTrips, Map<String, MessageCount> sent, Map<String, MessageCount> received) {
    public ManagerTotals {
        failures = Map.copyOf(failures);
        refused = Map.copyOf(refused);
        sent = Map.copyOf(sent);
        received = Map.copyOf(received);
    }
}
