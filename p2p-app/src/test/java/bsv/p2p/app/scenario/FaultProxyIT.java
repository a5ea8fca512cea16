package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.BackoffConfig;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.spi.TransportProvider;
import bsv.p2p.testkit.FaultPlan;
import bsv.p2p.testkit.FaultProxy;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.Trouble;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Twenty real nodes over real sockets, each behind a proxy that breaks, delays, cuts and garbles what passes; then two halves of ten that
/// do not reach each other; then quiet.
class FaultProxyIT {
    private static final int NODES = 20;
    private static final int TARGET = 6;
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private final FaultPlan plan = new FaultPlan(7).withLongest(Duration.ofMillis(500));
    private final Transport transport = Plugins.installed().find(TransportProvider.class, "netty").open(Map.of());
    private final List<Node> nodes = new ArrayList<>();

    static {
        ((Logger) LoggerFactory.getLogger("bsv.p2p.events")).setLevel(Level.OFF);
    }

    /// A node, its store, and the proxy before it.
    private record Node(IpAddress ip, PlainPeerStore store, PeerManager manager, FaultProxy proxy) {
        Endpoint address() {
            return new Endpoint(IpAddress.of(proxy.address().getAddress()), proxy.address().getPort());
        }
    }

    @AfterEach
    void stop() throws IOException {
        plan.heal();
        plan.calm();
        for (var node : nodes) {
            node.manager.shutdown();
            node.proxy.close();
        }
        transport.close();
    }

    private static ManagerConfig config(IpAddress ip, int target) {
        var config = ManagerConfig.of(Network.REGTEST);
        var connection = config.connection().withConnectTimeout(Duration.ofSeconds(2)).withHandshakeTimeout(Duration.ofSeconds(2))
                .withPingInterval(Duration.ofSeconds(1)).withPingTimeout(Duration.ofSeconds(2))
                .withBackoff(BackoffConfig.DEFAULT.withInitialBackoff(Duration.ofMillis(200)).withMaxBackoff(Duration.ofSeconds(4))
                        .withInitialCoolDown(Duration.ofSeconds(1)).withMaxCoolDown(Duration.ofSeconds(4)));
        return config.withConnection(connection).withLimits(ConnectionLimits.of(target, 60).withMaxInboundPerAddress(0))
                .withDiscovery(config.discovery().withStrategies(List.of()))
                .withIdentity(config.identity().withLocalAddress(Optional.of(ip)))
                // What is garbled looks like another network; here the proxy is to blame.
                .withBans(config.bans().withPermitted(List.of(Cidr.parse("127.0.0.0/8"))))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(new Endpoint(ip, 0))).withPort(OptionalInt.of(0)));
    }

    private void startAll() throws IOException {
        for (int i = 0; i < NODES; i++) {
            var address = Loopback.next();
            var ip = IpAddress.of(address);
            var store = new PlainPeerStore();
            var manager = PeerManager.builder(config(ip, 0)).transport(transport).store(store).build();
            manager.start();
            nodes.add(new Node(ip, store, manager, new FaultProxy(Loopback.next(), manager.listeners().getFirst().toSocketAddress(), plan)));
        }
        for (var node : nodes) {
            for (var other : nodes) if (!other.ip.equals(node.ip)) node.store.create(Peer.discovered(other.address(), "test", Instant.now()));
            node.manager.updateConfig(config(node.ip, TARGET));
        }
        assertThat(within(RECOVERY, this::allAtTarget)).as(this::counts).isTrue();
    }

    private boolean allAtTarget() {
        return nodes.stream().allMatch(node -> node.manager.counts().outbound() == TARGET);
    }

    private String counts() {
        return nodes.stream().map(node -> node.manager.dialReport().toString()).toList().toString();
    }

    /// Looks again and again.
    private boolean within(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            let(Duration.ofMillis(20));
        }
        return true;
    }

    /// Lets real time pass.
    private static void let(Duration time) {
        try {
            assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private int callers() {
        return nodes.stream().mapToInt(node -> node.manager.counts().inbound()).sum();
    }

    @Test
    void troubleAndAPartitionPassAndEverybodyIsBackAtTheTarget() throws IOException {
        startAll();
        var lost = new AtomicInteger();
        for (var node : nodes) node.manager.subscribeControlEvents(event -> {
            if (event instanceof ControlEvent.ConnectionLost) lost.incrementAndGet();
        });
        for (var trouble : Trouble.values()) plan.with(trouble, trouble == Trouble.REFUSE ? 0.1 : 0.005);
        let(Duration.ofSeconds(10));
        plan.calm();
        assertThat(lost.get()).as("connections lost to trouble").isGreaterThan(20);
        plan.cut(nodes.subList(0, NODES / 2).stream().map(Node::ip).toList());
        int before = lost.get();
        let(Duration.ofSeconds(8));
        assertThat(lost.get() - before).as("connections lost to the cut").isGreaterThan(20);
        plan.heal();
        assertThat(within(RECOVERY, () -> allAtTarget() && callers() == NODES * TARGET)).as(this::counts).isTrue();
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.manager.bans()).isEmpty();
            assertThat(node.manager.counts().reserved()).isLessThanOrEqualTo(60);
        });
    }
}
