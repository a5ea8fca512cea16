package bsv.p2p.transport;

import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.spi.TransportProvider;
import java.util.Map;

/// The transport called `netty`: TCP over Netty's event loops.
///
/// Settings, all optional, under `transport.netty`:
///
/// | key | meaning | default |
/// |---|---|---|
/// | `io` | `auto`, `epoll`, `io_uring` or `nio`; `auto` is epoll where the system has it, else NIO | `auto` |
/// | `threads` | loops, and so threads, 1..256 | one for each processor, at most 4 |
///
/// io_uring is worth it where connections come and go. Two things it does not do as the others: a listener on 0.0.0.0 takes IPv6 too, and
/// in a process without file descriptors Netty tries to accept without a pause, unless the system property
/// `io.netty.iouring.acceptMultiShotEnabled` is `false`. NIO sees that a slow peer takes bytes only by the third of the system's send
/// buffer, up to a megabyte or so; the write timeout has to allow for that.
///
/// Threads are daemons: who runs a node keeps the process alive. A loop starts its thread when it is first used.
public final class NettyTransportProvider implements TransportProvider {
    public NettyTransportProvider() {}

    @Override
    public String name() {
        return "netty";
    }

    /// @throws bsv.p2p.api.error.InvalidConfiguration if a setting is unknown or does not hold, or if the system lacks the `io` asked for
    @Override
    public Transport open(Map<String, String> settings) {
        return new NettyTransport(NettySettings.parse(settings));
    }
}
