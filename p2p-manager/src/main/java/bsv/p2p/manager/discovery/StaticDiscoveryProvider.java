package bsv.p2p.manager.discovery;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Makes the strategy `static`, which finds the addresses of its setting `peers` each time: `ADDRESS` or `ADDRESS:PORT` with commas
/// between; without a port the network's is meant.
public final class StaticDiscoveryProvider implements PeerDiscoveryProvider {
    private static final String NAME = "static";

    public StaticDiscoveryProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PeerDiscovery open(Map<String, String> settings) {
        var read = new Settings(settings);
        var peers = read.list("peers", PeerAddress::parse);
        read.check();
        return new StaticDiscovery(peers);
    }

    private record StaticDiscovery(List<PeerAddress> peers) implements PeerDiscovery {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public List<String> discover(Request request, Consumer<Found> found) throws InterruptedException {
            for (var peer : peers) {
                if (Thread.interrupted()) throw new InterruptedException();
                found.accept(new Found(peer.withPort(request.defaultPort()), NAME));
            }
            return List.of();
        }

        @Override
        public void close() {}
    }
}
