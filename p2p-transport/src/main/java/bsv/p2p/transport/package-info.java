/// Links over TCP: epoll where there is one, NIO elsewhere, io_uring on request.
///
/// ```
/// socket → Inbox (bytes, FrameReader) → NettyLink → LinkHandler
/// Link.send → NettyLink → Outbox (frames that wait) → socket
/// ```
/// [bsv.p2p.transport.NettyTransport] dials, [bsv.p2p.transport.NettyListener] accepts; both make a [bsv.p2p.transport.NettyLink] and give it a
/// channel on one [bsv.p2p.transport.NettyLoop], where everything about it happens from then on. Start reading at `NettyLink`.
@NullMarked
package bsv.p2p.transport;

import org.jspecify.annotations.NullMarked;
