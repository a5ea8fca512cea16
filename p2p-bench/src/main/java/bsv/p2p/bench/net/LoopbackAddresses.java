package bsv.p2p.bench.net;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// Sixteen million peers on this machine.
final class LoopbackAddresses {
    private final AtomicInteger next = new AtomicInteger();

    Endpoint next(int port) {
        return new Endpoint(IpAddress.of(Plain.loopbackAddress(next.getAndIncrement())), port);
    }

    InetSocketAddress nextSocket(int port) {
        return new InetSocketAddress(Plain.loopbackAddress(next.getAndIncrement()), port);
    }
}
