import org.jspecify.annotations.NullMarked;

/// Bytes to messages and back, over Netty's `ByteBuf`.
///
/// In flow the bytes of a connection in whatever pieces they arrive; out flow the messages of `bsv.p2p.api`, or the
/// reason why the bytes are none. The other way, a message becomes the bytes of one frame. There are no sockets,
/// threads or clocks in here, so everything is tested byte by byte.
///
/// Start reading at [bsv.p2p.codec].
@NullMarked
module bsv.p2p.codec {
    requires static org.jspecify;

    exports bsv.p2p.codec;

    requires transitive bsv.p2p.api;
    requires transitive io.netty.buffer;
    requires io.netty.common;
}
