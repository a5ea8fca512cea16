package bsv.p2p.manager.connection;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a connection needs from the manager. Called on the connection's loop; must not block.
public interface Host {
    /// Opens a TCP connection for an outbound connection on its loop.
    void open(PeerConnection connection, LinkHandler handler);

    /// Our version as sent to this peer.
    Version version(PeerConnection connection, long nonce);

    Instant now();

    /// It is in another state.
    void moved(PeerConnection connection);

    void report(PeerConnection connection, ControlEvent event);

    /// A ping was answered.
    void countRoundTrip(Duration took);

    /// A link is open.
    void linkBegins(Link link);

    /// It is heard no more; what it has counted so far is all there will be.
    void linkEnds(Link link);

    /// A message for subscribers.
    ///
    /// @param frameBytes its bytes on the wire
    void deliver(PeerConnection connection, Message message, long frameBytes);

    /// A large payload begins.
    Optional<PayloadSink> offered(PeerConnection connection, PayloadFacts facts);

    void introduced(PeerConnection connection, Version version);

    void recognizedSelf(PeerConnection connection, long nonce);

    void turnedAway(PeerConnection connection);

    void waiting(PeerConnection connection, int retries, Duration delay);

    void askForPlace(PeerConnection connection);

    void freePlace(PeerConnection connection);

    void ended(PeerConnection connection, Effect.Verdict verdict, Optional<PeerFailure> failure);
}
