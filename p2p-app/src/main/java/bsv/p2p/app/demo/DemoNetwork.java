package bsv.p2p.app.demo;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.spi.TransportProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The network that the node under show meets: embedded nodes, the DNS seed that tells a few of them at a time, and the transport that
/// all share. The first node mines and is never killed, so that the chain has one end. Safe to use from many threads.
final class DemoNetwork implements AutoCloseable {
    /// Nodes in one answer of the seed; the rest of the network has to be learned by gossip.
    private static final int SEED_ANSWER = 4;
    private static final Logger LOG = LoggerFactory.getLogger(DemoNetwork.class);

    private final Plugins plugins;
    private final RandomGenerator random;
    private final PortClaim port;
    private final DemoSeed seed;
    private final Transport transport;
    private final List<DemoNode> nodes;

    private DemoNetwork(List<IpAddress> addresses, Plugins plugins, RandomGenerator random, PortClaim port, Transport transport) throws IOException {
        this.plugins = plugins;
        this.random = random;
        this.port = port;
        this.transport = transport;
        nodes = addresses.stream().map(address -> new DemoNode(new Endpoint(address, port.number()), this::builder)).toList();
        seed = DemoSeed.start(this::fewNodes);
    }

    /// Makes a network; its seed answers at once, its nodes wait to be started.
    ///
    /// @param random decides whom the seed tells; safe to use from many threads
    /// @throws IOException if loopback addresses or ports cannot be had
    static DemoNetwork open(int size, Plugins plugins, RandomGenerator random) throws IOException {
        var provider = plugins.find(TransportProvider.class, "netty");
        var addresses = IntStream.rangeClosed(1, size).mapToObj(DemoSettings::address).toList();
        var port = PortClaim.on(Stream.concat(Stream.of(DemoSettings.SHOWN), addresses.stream()).toList());
        try {
            return open(addresses, plugins, random, port, provider.open(Map.of()));
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private static DemoNetwork open(List<IpAddress> addresses, Plugins plugins, RandomGenerator random, PortClaim port, Transport transport)
            throws IOException {
        try {
            return new DemoNetwork(addresses, plugins, random, port, transport);
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /// Where all nodes listen, each on its address.
    int port() {
        return port.number();
    }

    Endpoint dnsServer() {
        return seed.endpoint();
    }

    List<DemoNode> nodes() {
        return nodes;
    }

    List<DemoNode> nodesUp() {
        return nodes.stream().filter(DemoNode::isUp).toList();
    }

    DemoNode miner() {
        return nodes.getFirst();
    }

    Optional<DemoNode> at(Endpoint endpoint) {
        return nodes.stream().filter(node -> node.endpoint().equals(endpoint)).findFirst();
    }

    /// Connections between the nodes, those with the node under show included; each is counted at both ends.
    int connectionEnds() {
        return nodes.stream().mapToInt(DemoNode::connectionCount).sum();
    }

    /// What the node under show is built with.
    PeerManagerBuilder shown(int target) {
        return builder(DemoSettings.shown(new Endpoint(DemoSettings.SHOWN, port.number()), seed.endpoint(), target));
    }

    /// Does nothing the second time.
    @Override
    public void close() {
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var node : nodes) each.execute(node::close);
        }
        seed.close();
        transport.close();
        try {
            port.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the demo's port was not given back");
        }
    }

    private PeerManagerBuilder builder(Endpoint listen) {
        return builder(DemoSettings.node(listen, seed.endpoint()));
    }

    private PeerManagerBuilder builder(ManagerConfig config) {
        return PeerManager.builder(config).plugins(plugins).transport(transport);
    }

    private List<IpAddress> fewNodes() {
        var up = new ArrayList<>(nodesUp());
        Collections.shuffle(up, random);
        return up.stream().limit(SEED_ANSWER).map(node -> node.endpoint().ip()).toList();
    }
}
