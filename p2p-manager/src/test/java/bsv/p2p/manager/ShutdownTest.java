package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A shutdown ends within its time whatever the node is doing and whichever of its parts hangs.
class ShutdownTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private static final Duration BOUND = Duration.ofMillis(400);
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch hang = new CountDownLatch(1);

    private static ManagerConfig config(int target, int max) {
        var config = VirtualNode.CONFIG;
        return config.withLimits(ConnectionLimits.of(target, max)).withShutdownTimeout(BOUND)
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)).withOverCapacityHandshakes(1));
    }

    private static Endpoint at(int i) {
        return Endpoint.parse("10.1.%d.1:18444".formatted(i));
    }

    private VirtualNode node(ManagerConfig config) {
        return new VirtualNode(network, NODE.ip().toString(), config);
    }

    private ScriptedPeer muted(Endpoint address) {
        return new ScriptedPeer(network, address) {
            @Override
            protected void begin() {
                mute();
            }
        };
    }

    private static void checkStopped(VirtualNode node) {
        assertThat(node.manager.phase()).isEqualTo(Phase.STOPPED);
        assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(0, 0, 0, 0));
        assertThat(node.manager.connections()).isEmpty();
        assertThat(node.manager.listeners()).isEmpty();
    }

    /// Connecting, in handshakes of both kinds, waiting to dial again, established, turned away and waiting to be.
    @Test
    void endsConnectionsInEveryState() {
        network.silence(at(1).ip());
        muted(at(2)).listen();
        var good = new ScriptedPeer(network, at(3)).listen();
        var node = node(config(6, 7)).knowing(IntStream.range(1, 5).mapToObj(ShutdownTest::at).toList()).start();
        var callers = IntStream.range(0, 6).mapToObj(i -> muted(Endpoint.parse("10.7.%d.1:5".formatted(i))).dial(NODE)).toList();
        network.run(Duration.ofMillis(200));
        assertThat(Set.copyOf(node.manager.connections().stream().map(one -> one.state().name()).toList()))
                .contains("CONNECTING", "AWAITING_HANDSHAKE", "DISCONNECTED", "CONNECTED");
        node.shutdown();
        network.run(Duration.ofSeconds(2));
        checkStopped(node);
        assertThat(good.isClosed()).isTrue();
        assertThat(callers).allSatisfy(caller -> assertThat(caller.isClosed()).isTrue());
        assertThat(network.runUntil(network::isIdle, Duration.ofHours(2))).as("no timer goes on for ever").isTrue();
    }

    @Test
    void endsAPausedNode() {
        var node = node(config(1, 5)).knowing(List.of(at(1))).start();
        network.run(Duration.ofSeconds(1));
        node.manager.pauseNetwork();
        node.shutdown();
        checkStopped(node);
        node.manager.resumeNetwork();
        assertThat(node.manager.phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void doesNotWaitForPartsThatHang() {
        var closed = new ArrayList<String>();
        var hangs = new VirtualNode(network, NODE.ip().toString(), config(1, 5), builder -> builder.extension(new ManagerExtension() {
            @Override
            public void attach(PeerManager manager) {
                closed.add("attached");
            }

            @Override
            public void close() {
                forEver();
            }
        }).discovery(new PeerDiscovery() {
            @Override
            public String name() {
                return "hangs";
            }

            @Override
            public List<String> discover(Request request, Consumer<Found> found) {
                return List.of();
            }

            @Override
            public void close() {
                forEver();
            }
        }));
        hangs.start();
        network.run(Duration.ofSeconds(1));
        checkBounded(hangs);
        assertThat(closed).containsExactly("attached");
    }

    @Test
    void doesNotWaitForAStoreThatHangsButLetsTheOthersFinish() {
        var closed = new CountDownLatch(1);
        var store = hanging("flush", new PlainPeerStore());
        var node = new VirtualNode(network, NODE.ip().toString(), config(1, 5), builder -> builder.store(store).extension(new ManagerExtension() {
            @Override
            public void attach(PeerManager manager) {
                // nothing to do
            }

            @Override
            public void close() {
                closed.countDown();
            }
        }));
        node.start();
        network.run(Duration.ofSeconds(1));
        checkBounded(node);
        assertThat(closed.getCount()).as("the extension had its turn").isZero();
    }

    /// What a store that does not open keeps from starting is stopped as soon as it opens.
    @Test
    void doesNotWaitForAStartThatHangs() throws InterruptedException {
        var store = hanging("bans", new PlainPeerStore());
        var node = new VirtualNode(network, NODE.ip().toString(), config(0, 5), builder -> builder.store(store));
        var starting = Thread.ofPlatform().daemon().start(node.manager::start);
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        long begun = System.nanoTime();
        node.manager.shutdown();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        hang.countDown();
        while (starting.isAlive()) {
            network.run(Duration.ofMillis(1));
            Thread.onSpinWait();
        }
        starting.join();
        checkStopped(node);
    }

    private void checkBounded(VirtualNode node) {
        long begun = System.nanoTime();
        node.shutdown();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND.plusSeconds(2));
        checkStopped(node);
        hang.countDown();
    }

    private void forEver() {
        hanging.countDown();
        try {
            assertThat(hang.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException _) {
            // told to stop waiting
        }
    }

    /// A store one of whose methods does not return.
    private PeerStore hanging(String method, PeerStore store) {
        return (PeerStore) Proxy.newProxyInstance(PeerStore.class.getClassLoader(), new Class<?>[] {PeerStore.class}, (_, called, arguments) -> {
            if (called.getName().equals(method)) forEver();
            return called.invoke(store, arguments);
        });
    }

    @Test
    void whatWasLearnedIsKept() {
        var good = new ScriptedPeer(network, at(3)).listen();
        var node = node(config(1, 5)).knowing(List.of(good.address())).start();
        node.runUntilEstablished(1);
        node.shutdown();
        network.run(Duration.ofSeconds(1));
        assertThat(node.store.findByStatus(PeerStatus.VALID).map(Peer::endpoint)).containsExactly(good.address());
        assertThat(node.store.findByStatus(PeerStatus.VALID).findFirst().orElseThrow().nextAttempt()).as("to be dialed at once next time").isEmpty();
    }
}
