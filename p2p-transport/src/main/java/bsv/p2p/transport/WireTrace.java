package bsv.p2p.transport;

import bsv.p2p.api.peer.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes over sockets, as lines of the log at TRACE: one for each buffer, not for each frame, so that it costs nothing where it is off. As
/// hex, in which nothing of a peer's can do harm. Thread-safe.
final class WireTrace {
    static final WireTrace TRACE = new WireTrace(LoggerFactory.getLogger(WireTrace.class));
    /// Bytes of a buffer that are shown: some frames, or the beginning of one.
    private static final int SHOWN = 256;
    private final Logger log;

    WireTrace(Logger log) {
        this.log = log;
    }

    void received(Endpoint from, ByteBuf bytes) {
        if (log.isTraceEnabled()) write("bytes received", from, bytes);
    }

    void sent(Endpoint to, ByteBuf bytes) {
        if (log.isTraceEnabled()) write("bytes sent", to, bytes);
    }

    private void write(String what, Endpoint peer, ByteBuf bytes) {
        int count = bytes.readableBytes();
        log.atTrace().addKeyValue("peer_address", peer).addKeyValue("count", count)
                .addKeyValue("bytes", ByteBufUtil.hexDump(bytes, bytes.readerIndex(), Math.min(count, SHOWN))).log(what);
    }
}
