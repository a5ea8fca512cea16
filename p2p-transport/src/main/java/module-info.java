import org.jspecify.annotations.NullMarked;

/// Sockets: the transport built on Netty.
///
/// In flow dial and listen requests of the engine and messages to send; out flow opened and lost links and the
/// messages that arrived on them, each handed over on the event loop of its link. Nothing is exported: the engine
/// finds the transport as a service of `bsv.p2p.api`.
///
/// Start reading at [bsv.p2p.transport].
@NullMarked
module bsv.p2p.transport {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires bsv.p2p.codec;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.transport.unix.common;
    requires org.slf4j;

    provides bsv.p2p.api.spi.TransportProvider with bsv.p2p.transport.NettyTransportProvider;
}
