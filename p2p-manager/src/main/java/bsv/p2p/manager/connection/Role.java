package bsv.p2p.manager.connection;

import bsv.p2p.api.peer.Endpoint;
import java.util.UUID;

/// Who is at the other end and on what terms; fixed for the life of a connection.
///
/// @param peerId the peer's id; for an inbound connection the id of the session
/// @param inbound whether the peer opened it
/// @param fixed dialed for ever; not punished by points
/// @param permitted only disconnected where others are banned
/// @param overCapacity there is no place: shake hands, say so, close
public record Role(UUID peerId, Endpoint address, boolean inbound, boolean fixed, boolean permitted, boolean overCapacity) {
    public static Role outbound(UUID peerId, Endpoint address, boolean fixed, boolean permitted) {
        return new Role(peerId, address, false, fixed, permitted, false);
    }

    public static Role inbound(UUID sessionId, Endpoint address, boolean permitted, boolean overCapacity) {
        return new Role(sessionId, address, true, false, permitted, overCapacity);
    }
}
