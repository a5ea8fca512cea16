package bsv.p2p.testkit;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.Transport;

/// A listener of a [VirtualNetwork].
record VirtualListener(VirtualNetwork network, Endpoint local, Transport.LinkAcceptor acceptor) implements Transport.Listener {
    @Override
    public void close() {
        network.unbind(this);
    }
}
