package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.Services;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which of the addresses that a peer tells are believed, and how fresh they are taken for; on a public network.
class AddressRulesTest {
    private static final Endpoint NODE = Endpoint.parse("9.9.9.9:8333");
    private static final Endpoint GOOD = Endpoint.parse("11.1.1.1:8333");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final ScriptedPeer teller = new ScriptedPeer(network, Endpoint.parse("5.1.0.1:8333")).listen();
    private final VirtualNode node = node();

    private VirtualNode node() {
        var config = VirtualNode.CONFIG.withNetwork(Network.MAINNET).withLimits(ConnectionLimits.of(1, 10));
        return new VirtualNode(network, NODE.ip().toString(), config.withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE))));
    }

    private long now() {
        return network.clock().instant().getEpochSecond();
    }

    private TimestampedAddress told(Endpoint endpoint, long time, long services) {
        return new TimestampedAddress(time, NetworkAddress.of(services, endpoint));
    }

    private void tell(List<TimestampedAddress> addresses) {
        node.knowing(List.of(teller.address())).start();
        assertThat(node.runUntilEstablished(1)).isTrue();
        teller.send(new Addr(addresses));
        network.run(Duration.ofSeconds(1));
    }

    private List<Endpoint> remembered() {
        try (var peers = node.store.listAll()) {
            return peers.map(Peer::endpoint).filter(endpoint -> !endpoint.equals(teller.address())).toList();
        }
    }

    @Test
    void whatNobodyCanReachOrServesNothingIsForgottenAtOnce() {
        var bad = new ArrayList<TimestampedAddress>();
        Stream.of("10.0.0.1:8333", "192.168.1.1:8333", "127.0.0.1:8333", "169.254.1.1:8333", "100.64.0.1:8333", "198.18.0.1:8333", "0.0.0.0:8333", "255.255.255.255:8333",
                "[::]:8333", "[::1]:8333", "[fe80::1]:8333", "[fc00::1]:8333", "[2001:db8::1]:8333", "[2001:10::1]:8333", "11.1.1.2:0", NODE.toString())
                .forEach(text -> bad.add(told(Endpoint.parse(text), now(), Services.NETWORK)));
        bad.add(told(Endpoint.parse("11.1.1.3:8333"), now(), Services.BITCOIN_CASH));
        bad.add(told(GOOD, now(), Services.NETWORK));
        tell(bad);
        assertThat(remembered()).containsExactly(GOOD);
    }

    /// Two hours older than they say; what is no time, or in the future, is five days old.
    @Test
    void timesAreBelievedWithinReason() {
        long now = now();
        var times = List.of(now - 1_000, 0L, 100_000_000L, 100_000_001L, now + 590, now + 700, 0xffff_ffffL);
        var told = new ArrayList<TimestampedAddress>();
        for (int i = 0; i < times.size(); i++) told.add(told(Endpoint.parse("11.%d.1.1:8333".formatted(i)), times.get(i), Services.NETWORK));
        tell(told);
        long then = now() - 1;
        long old = then - Duration.ofDays(5).toSeconds();
        var expected = List.of(now - 1_000, old, old, 100_000_001L, now + 590, old, old);
        for (int i = 0; i < times.size(); i++) {
            var peer = node.store.findByIpPort(told.get(i).address().endpoint()).orElseThrow();
            assertThat(peer.lastSeen().orElseThrow()).as("of " + times.get(i)).isBetween(at(expected.get(i) - 2), at(expected.get(i) + 2));
        }
    }

    /// Who tells its own address knows best.
    @Test
    void theTimeOfWhoAnnouncesItselfIsBelieved() {
        node.start();
        var caller = new ScriptedPeer(network, Endpoint.parse("11.1.1.1:50000")).dial(NODE);
        assertThat(node.runUntilEstablished(1)).isTrue();
        long now = now();
        caller.send(new Addr(List.of(told(GOOD, now, Services.NETWORK), told(Endpoint.parse("12.1.1.1:8333"), now, Services.NETWORK))));
        network.run(Duration.ofSeconds(1));
        assertThat(remembered()).as("nothing else from callers").containsExactly(GOOD);
        assertThat(node.store.findByIpPort(GOOD).orElseThrow().lastSeen()).contains(Instant.ofEpochSecond(now));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second).minus(Duration.ofHours(2));
    }
}
