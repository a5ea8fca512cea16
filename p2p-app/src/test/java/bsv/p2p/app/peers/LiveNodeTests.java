package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.chain.ProofOfWork;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.testkit.PlainPeerStore;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What any node of the network must do with us.
abstract class LiveNodeTests {
    private static final Hash256 GENESIS = Hash256.parse("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");

    private static final long EASIEST = 0x207f_ffffL;

    private final BlockingQueue<ControlEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    /// The node to talk to.
    abstract LiveNode node();

    private PeerManager dial() {
        var config = ManagerConfig.of(node().network());
        var manager = PeerManager.builder(config.withConnection(config.connection().withHandshakeTimeout(node().timeout())))
                .withFixedPeers(List.of(node().address())).store(new PlainPeerStore()).build();
        var everything = SubscriptionOptions.DEFAULT.withCapacity(100_000).withKeepAlive(true);
        manager.subscribeControlEvents(events::add, everything);
        manager.subscribeBitcoinMessages(event -> messages.add(event.message()), everything);
        manager.start();
        return manager;
    }

    private <T> T await(BlockingQueue<? super T> queue, Class<T> kind, Predicate<T> wanted) throws InterruptedException {
        long end = System.nanoTime() + node().timeout().toNanos();
        var passed = new ArrayList<>();
        while (true) {
            var next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) throw new AssertionError("expected %s of %s within %s, heard %s".formatted(kind.getSimpleName(), node().address(), node().timeout(), passed));
            if (kind.isInstance(next) && wanted.test(kind.cast(next))) return kind.cast(next);
            passed.add(next);
        }
    }

    private ConnectionEstablished awaitPeer() throws InterruptedException {
        return await(events, ConnectionEstablished.class, _ -> true);
    }

    @Test
    void takesTcpConnections() throws Exception {
        try (var socket = new Socket()) {
            socket.connect(node().address().toSocketAddress(), Math.toIntExact(node().timeout().toMillis()));
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void completesTheHandshake() throws Exception {
        try (var _ = dial()) {
            var told = await(events, HandshakeComplete.class, _ -> true);
            assertThat(told.address()).isEqualTo(node().address());
            assertThat(told.protocolVersion()).isGreaterThanOrEqualTo(31_800);
            assertThat(told.userAgent()).isNotEmpty();
            assertThat(told.took()).isPositive();
        }
    }

    @Test
    void answersPings() throws Exception {
        try (var manager = dial()) {
            manager.send(awaitPeer().peerId(), new Ping(0x1234_5678_9abc_def0L));
            await(messages, Pong.class, pong -> pong.nonce() == 0x1234_5678_9abc_def0L);
        }
    }

    /// A node without addresses never answers; then the test is aborted, and says so.
    @Test
    void tellsAddresses() throws Exception {
        try (var manager = dial()) {
            manager.send(awaitPeer().peerId(), new GetAddr());
            Addr told;
            try {
                told = await(messages, Addr.class, _ -> true);
            } catch (AssertionError none) {
                abort("no addresses: " + none.getMessage());
                return;
            }
            assertThat(told.addresses()).isNotEmpty().hasSizeLessThanOrEqualTo(Addr.MAX_ADDRESSES);
            assertThat(manager.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void tellsHeadersThatFollowEachOtherAndHaveProofOfWork() throws Exception {
        try (var manager = dial()) {
            var peer = await(events, HandshakeComplete.class, _ -> true);
            assumeFalse(peer.startHeight() == 0, "the node has no blocks");
            awaitPeer();
            manager.send(peer.peerId(), new GetHeaders(70_016, List.of(GENESIS), Hash256.ZERO));
            var headers = await(messages, Headers.class, found -> !found.headers().isEmpty()).headers();
            long limit = node().network().isPublic() ? ProofOfWork.PUBLIC_LIMIT : EASIEST;
            for (int i = 0; i < headers.size(); i++) {
                assertThat(ProofOfWork.isShown(headers.get(i), limit)).isTrue();
                if (i > 0) assertThat(headers.get(i).previous()).isEqualTo(headers.get(i - 1).hash());
            }
        }
    }

    @Test
    void itsNetworkHasDnsSeedsThatAnswer() throws Exception {
        var network = node().network();
        assumeFalse(network.dnsSeeds().isEmpty(), "the network " + network.name() + " has no DNS seeds");
        Map<String, String> settings = node().dnsServers().map(servers -> Map.of("servers", servers)).orElse(Map.of());
        var found = new LinkedBlockingQueue<Endpoint>();
        List<String> problems;
        try (var dns = Plugins.installed().find(PeerDiscoveryProvider.class, "dns").open(settings)) {
            problems = dns.discover(new PeerDiscovery.Request(network, network.dnsSeeds(), network.defaultPort()), one -> found.add(one.endpoint()));
        }
        assertThat(found).as("%s", problems).isNotEmpty().allMatch(one -> network.canReach(one.ip()));
    }

    @Test
    void aWholeLifeOfAManager() throws Exception {
        try (var manager = dial()) {
            var first = awaitPeer();
            assertThat(manager.connections()).singleElement().satisfies(connection -> {
                assertThat(connection.address()).isEqualTo(node().address());
                assertThat(connection.bytesReceived()).isPositive();
            });
            manager.pauseNetwork();
            await(events, ConnectionLost.class, lost -> lost.peerId().equals(first.peerId()));
            manager.resumeNetwork();
            awaitPeer();
            manager.disconnect(first.peerId(), "the test wants it");
            await(events, ConnectionLost.class, _ -> true);
            assertThat(manager.connectionCount()).isZero();
            manager.shutdown();
            assertThat(manager.phase()).isEqualTo(ControlEvent.Phase.STOPPED);
        }
    }
}
