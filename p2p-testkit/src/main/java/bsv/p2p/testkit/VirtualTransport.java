package bsv.p2p.testkit;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The transport of one host of a [VirtualNetwork].
final class VirtualTransport implements Transport {
    private final VirtualNetwork network;
    private final IpAddress host;
    private final List<VirtualListener> listeners = new ArrayList<>();
    private final List<VirtualLink> links = new ArrayList<>();

    VirtualTransport(VirtualNetwork network, IpAddress host) {
        this.network = network;
        this.host = host;
    }

    @Override
    public EventLoop nextLoop() {
        return network.loop();
    }

    @Override
    public void connect(Endpoint remote, LinkOptions options, EventLoop loop, LinkHandler handler) {
        if (network.plan().ofDial().isPresent()) {
            var refused = new PeerFailure.ConnectionRefused("refused by plan");
            network.afterLatency(() -> handler.closed(Optional.of(refused)));
            return;
        }
        if (network.isSilent(remote.ip()) || network.plan().isCut(host, remote.ip())) {
            var timeout = new PeerFailure.ConnectionTimeout(options.connectTimeout());
            network.later(() -> handler.closed(Optional.of(timeout)), options.connectTimeout().toNanos());
            return;
        }
        network.afterLatency(() -> meet(remote, options, handler));
    }

    private void meet(Endpoint remote, LinkOptions options, LinkHandler handler) {
        var listener = network.listenerAt(remote);
        if (listener.isEmpty()) {
            handler.closed(Optional.of(new PeerFailure.ConnectionRefused("nobody listens at " + remote)));
            return;
        }
        var local = new Endpoint(options.localAddress().orElse(host), network.freePort());
        var accepted = listener.get().acceptor().accept(local, network.loop());
        var here = new VirtualLink(network, local, remote, handler);
        links.removeIf(link -> !link.isOpen());
        links.add(here);
        if (accepted.isEmpty()) {
            handler.opened(here);
            network.afterLatency(() -> here.lost("closed by the peer"));
            return;
        }
        var there = new VirtualLink(network, remote, local, accepted.get());
        here.join(there);
        accepted.get().opened(there);
        handler.opened(here);
    }

    @Override
    public Listener listen(Endpoint local, LinkOptions options, LinkAcceptor acceptor) {
        var listener = network.listen(local, options, acceptor);
        listeners.add(listener);
        return listener;
    }

    @Override
    public void close() {
        listeners.forEach(VirtualListener::close);
        List.copyOf(links).forEach(VirtualLink::close);
    }
}
