package bsv.p2p.transport;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Link;
import bsv.p2p.codec.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// One message for many links: encoded once for each network that they are on, of which there is usually one. They share the bytes, and each
/// counts them as its own until they are written.
final class Broadcast {
    private Broadcast() {}

    /// From any thread.
    static void send(Message message, Collection<Link> links) {
        Map<Magic, ByteBuf> frames = new HashMap<>();
        try {
            for (var link : links) {
                if (link instanceof NettyLink own) {
                    var frame = frames.computeIfAbsent(own.magic(), magic -> FrameWriter.write(message, magic, ByteBufAllocator.DEFAULT));
                    own.send(message.command(), frame.retainedDuplicate(), NettyLink.NOBODY_ASKS);
                } else {
                    link.send(message);
                }
            }
        } finally {
            frames.values().forEach(ByteBuf::release);
        }
    }
}
