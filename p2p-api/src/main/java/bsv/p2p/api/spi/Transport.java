package bsv.p2p.api.spi;

import bsv.p2p.api.error.ListenerBindFailed;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import java.util.Collection;
import java.util.Optional;

/// Carries messages over connections: sockets, frames, checksums, back-pressure. Knows nothing of handshakes.
///
/// Many managers may share one transport. All methods are safe to call from any thread and do not block, but for [#close()].
public interface Transport extends AutoCloseable {
    /// A loop to run a connection or a manager on; loops are handed out in turn.
    EventLoop nextLoop();

    /// Opens a connection. The outcome comes on `loop` as [LinkHandler#opened] or [LinkHandler#closed], after this method returned.
    ///
    /// @param loop one of this transport's
    void connect(Endpoint remote, LinkOptions options, EventLoop loop, LinkHandler handler);

    /// Takes connections at `local` until the listener is closed.
    ///
    /// @param local port 0 for any free one
    /// @param acceptor asked for each connection
    /// @throws ListenerBindFailed if the address cannot be had
    Listener listen(Endpoint local, LinkOptions options, LinkAcceptor acceptor);

    /// Sends a message to many links, as [Link#send(Message)] does to each; it may be encoded once for all of them.
    default void send(Message message, Collection<Link> links) {
        for (var link : links) link.send(message);
    }

    /// Closes all listeners and links and ends all loops; waits for that, at most a few seconds.
    @Override
    void close();

    /// A bound listener.
    interface Listener extends AutoCloseable {
        /// Where it is bound, with the real port.
        Endpoint local();

        /// Accepts no more; connections accepted before live on. Returns when the port is free.
        @Override
        void close();
    }

    /// Decides about connections at the door.
    @FunctionalInterface
    interface LinkAcceptor {
        /// Called on the loop that the connection will belong to, before any byte is read or written.
        ///
        /// @return who handles it; empty closes it at once
        Optional<LinkHandler> accept(Endpoint remote, EventLoop loop);
    }
}
