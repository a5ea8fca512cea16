package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.testkit.FaultPlan;
import bsv.p2p.testkit.Trouble;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two hundred whole managers in one thread: cut apart, healed, and back where they were.
class PartitionTest {
    private static final int NODES = 200;
    private static final int TARGET = 8;
    private final FaultPlan plan = new FaultPlan(11);
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(40), plan);
    private final Map<IpAddress, VirtualNode> nodes = new HashMap<>();

    private static Endpoint at(int index) {
        return Endpoint.parse("10.%d.%d.1:18444".formatted(index / 200, index % 200));
    }

    private static ManagerConfig config(Endpoint listen) {
        return VirtualNode.CONFIG.withLimits(ConnectionLimits.of(TARGET, 60)).withListener(VirtualNode.CONFIG.listener().withEnabled(true).withAddresses(List.of(listen)));
    }

    private void startAll() {
        var random = new Random(12);
        for (int i = 0; i < NODES; i++) {
            var known = new HashSet<Endpoint>();
            while (known.size() < 30) known.add(at(random.nextInt(NODES)));
            known.remove(at(i));
            var node = new VirtualNode(network, at(i).ip().toString(), config(at(i))).knowing(List.copyOf(known));
            nodes.put(at(i).ip(), node.start());
        }
        assertThat(network.runUntil(this::allAtTarget, Duration.ofMinutes(1))).isTrue();
    }

    private boolean allAtTarget() {
        return nodes.values().stream().allMatch(node -> node.manager.counts().outbound() == TARGET);
    }

    /// What an outbound connection is at one end is an inbound one at the other.
    private void checkThatBothEndsAgree() {
        Map<IpAddress, Set<Endpoint>> callers = new HashMap<>();
        nodes.forEach((ip, node) -> callers.put(ip, addresses(established(node, true))));
        nodes.forEach((ip, node) -> {
            for (var dialed : established(node, false)) {
                assertThat(callers.get(dialed.address().ip())).as("callers of %s", dialed.address()).contains(dialed.localAddress().orElseThrow());
            }
        });
    }

    private static List<ConnectionSnapshot> established(VirtualNode node, boolean inbound) {
        return node.manager.connections().stream().filter(one -> one.inbound() == inbound && one.state() == ConnectionState.CONNECTED).toList();
    }

    private static Set<Endpoint> addresses(List<ConnectionSnapshot> connections) {
        return new HashSet<>(connections.stream().map(ConnectionSnapshot::address).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3})
    void afterAPartitionAllAreBackAtTheirTargetWithinAMinute(int minority) {
        startAll();
        var side = new ArrayList<IpAddress>();
        for (int i = 0; i < minority; i++) side.add(at(i).ip());
        plan.cut(side);
        network.run(Duration.ofMinutes(10));
        long across = nodes.entrySet().stream().flatMap(entry -> established(entry.getValue(), false).stream()
                .filter(dialed -> side.contains(entry.getKey()) != side.contains(dialed.address().ip()))).count();
        assertThat(across).as("connections that stand across the cut").isZero();
        plan.heal();
        assertThat(network.runUntil(this::allAtTarget, Duration.ofSeconds(60))).as(this::shortOnes).isTrue();
        network.run(Duration.ofSeconds(5));
        checkThatBothEndsAgree();
    }

    private String shortOnes() {
        return nodes.values().stream().filter(node -> node.manager.counts().outbound() != TARGET).map(node -> node.manager.dialReport().toString()).toList().toString();
    }

    @ParameterizedTest
    @ValueSource(longs = 2)
    void troubleOfAllKindsPassesAndLeavesNoTrace(long seed) {
        startAll();
        for (var trouble : Trouble.values()) plan.with(trouble, trouble == Trouble.REFUSE ? 0.2 : 0.002 * seed);
        network.run(Duration.ofMinutes(10));
        plan.calm();
        assertThat(network.runUntil(this::allAtTarget, Duration.ofMinutes(10))).as(this::shortOnes).isTrue();
        network.run(Duration.ofMinutes(8));
        checkThatBothEndsAgree();
        assertThat(nodes.values()).allSatisfy(node -> assertThat(node.manager.bans()).isEmpty());
    }
}
