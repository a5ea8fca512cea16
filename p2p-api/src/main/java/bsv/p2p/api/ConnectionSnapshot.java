package bsv.p2p.api;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// One connection as an operator sees it, at one moment. Facts that the peer's version tells are 0, -1 or empty before it came.
///
/// Here is what `getpeerinfo` of the reference node shows of a peer, but for what only a node with a chain and a pool of transactions can say:
/// `synced_headers`, `synced_blocks`, `inflight`, `txninvsize`.
///
/// @param peerId the peer's id; of an inbound connection the id of its session
/// @param address the other end
/// @param localAddress this end; empty while there is no TCP connection
/// @param state where the connection is in its life
/// @param connectedAt when the TCP connection was made
/// @param establishedAt when the handshake was complete
/// @param services see [bsv.p2p.api.peer.Services]
/// @param protocolVersion the lower of both sides' once the handshake is complete, before that the peer's
/// @param userAgent untrusted text
/// @param relay whether it wants transactions announced
/// @param timeOffset its clock minus ours when its version came, in seconds
/// @param lastReceived when bytes last came
/// @param lastSent when bytes last went
/// @param lastPing last round trip
/// @param minPing shortest round trip
/// @param smoothedPing moving average of round trips, the last one weighing an eighth
/// @param pingPending since when a ping waits for its pong
/// @param banScore points so far; 100 ban
/// @param sendHeadersMode whether the peer asked for blocks to be announced by headers
/// @param enrichedHeadersMode whether it asked for enriched headers
/// @param compactBlocks whether the peer asked for blocks to be announced by cmpctblock
/// @param feeFilter satoshis per 1000 bytes below which it wants no transactions announced
/// @param maxRecvPayloadLength largest payload it takes, from its protoconf; before that 1 MiB
/// @param queuedBytes bytes that wait to be written to it
/// @param unreadBytes bytes of messages that came from it and wait to be delivered
/// @param congested whether nothing more of it is delivered until it takes what waits for it
/// @param restarts restarts within the window
/// @param retries failed dials in a row
/// @param permitted whether it is only disconnected where others are banned
/// @param seenAs this node's address as the peer sees it, as its version claims; untrusted
/// @param held whether it is not read from because a subscriber holds back
/// @param chainProven whether it showed the header that only our chain has
/// @param sentByCommand what was sent since the TCP connection was made, by command; what has no type of its own as `other`
/// @param receivedByCommand what was received, likewise
/// @param associationId what its version says of an association of connections, untrusted; this node makes none
/// @param streamPolicies how it would share an association's messages out, from its protoconf, untrusted
/// @param receiveRate bytes a second that came from it in the last minute
public record ConnectionSnapshot(UUID peerId, Endpoint address, Optional<Endpoint> localAddress, boolean inbound, boolean fixed,
        ConnectionState state, Optional<Instant> connectedAt, Optional<Instant> establishedAt, long services, int protocolVersion,
        String userAgent, int startHeight, boolean relay, long timeOffset, long bytesSent, long bytesReceived, long messagesSent,
        long messagesReceived, Optional<Instant> lastReceived, Optional<Instant> lastSent, Optional<Duration> lastPing,
        Optional<Duration> minPing, Optional<Duration> smoothedPing, Optional<Duration> pingPending, int banScore,
        boolean sendHeadersMode, boolean enrichedHeadersMode, boolean compactBlocks, OptionalLong feeFilter, long maxRecvPayloadLength,
        long queuedBytes, long unreadBytes, boolean congested, int restarts, int retries, boolean permitted, Optional<Endpoint> seenAs,
        boolean held, boolean chainProven,
        Map<String, MessageCount> sentByCommand, Map<String, MessageCount> receivedByCommand, Optional<Bytes> associationId,
        Optional<String> streamPolicies, long receiveRate) {
    public ConnectionSnapshot {
        sentByCommand = Map.copyOf(sentByCommand);
        receivedByCommand = Map.copyOf(receivedByCommand);
    }
}
