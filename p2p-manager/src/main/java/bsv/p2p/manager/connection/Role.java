package bsv.p2p.manager.connection;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Services;
import java.util.UUID;

/// Who is at the other end and on what terms; fixed for the life of a connection, but for callers that get a place late.
///
/// @param peerId the peer's id; for an inbound connection the id of the session
/// @param promisedServices what its address was said to offer; [Services#NONE] where nothing was said or it does not matter
public record Role(UUID peerId, Endpoint address, Purpose purpose, long promisedServices) {
    /// Why the connection is made.
    public enum Purpose {
        /// Dialed to fill the target, or once by hand.
        DIALED,
        /// Dialed for ever; not punished by points.
        FIXED,
        /// Dialed only to see whether the peer is there: it ends with the handshake.
        FEELER,
        /// It called.
        CALLER,
        /// It called and there is no place: shake hands, and unless there is one by then, say so and close.
        TURNED_AWAY
    }

    public static Role outbound(UUID peerId, Endpoint address, Purpose purpose) {
        return new Role(peerId, address, purpose, Services.NONE);
    }

    public static Role inbound(UUID sessionId, Endpoint address, boolean overCapacity) {
        return new Role(sessionId, address, overCapacity ? Purpose.TURNED_AWAY : Purpose.CALLER, Services.NONE);
    }

    public Role promising(long services) {
        return new Role(peerId, address, purpose, services);
    }

    /// As [#inbound] of a caller for whom there is a place now.
    Role seated() {
        return new Role(peerId, address, Purpose.CALLER, promisedServices);
    }

    public boolean inbound() {
        return purpose == Purpose.CALLER || purpose == Purpose.TURNED_AWAY;
    }

    public boolean fixed() {
        return purpose == Purpose.FIXED;
    }

    public boolean feeler() {
        return purpose == Purpose.FEELER;
    }

    public boolean overCapacity() {
        return purpose == Purpose.TURNED_AWAY;
    }
}
