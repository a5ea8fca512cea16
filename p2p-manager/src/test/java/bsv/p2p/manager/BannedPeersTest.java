package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A ban wins over every wish to dial.
class BannedPeersTest {
    private static final Cidr BLOCK = Cidr.parse("10.1.0.0/16");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final ScriptedPeer peer = new ScriptedPeer(network, Endpoint.parse("10.1.1.1:18444")).listen();
    private final VirtualNode node = new VirtualNode(network, "10.9.9.9", VirtualNode.CONFIG.withLimits(ConnectionLimits.of(1, 10)));

    private void ban(Optional<Duration> duration) {
        node.manager.ban(BLOCK, new BanReason.Manual("test"), duration);
    }

    @Test
    void whoIsToBeDialedForEverIsDialedOnceTheBanIsLifted() {
        node.start();
        ban(Optional.empty());
        node.manager.addPeer(peer.address());
        network.run(Duration.ofHours(1));
        assertThat(peer.connections()).isZero();
        node.manager.unban(BLOCK);
        network.run(Duration.ofSeconds(5));
        assertThat(peer.connections()).isEqualTo(1);
    }

    @Test
    void whoIsToBeDialedForEverIsDialedOnceTheBanHasEnded() {
        node.start();
        ban(Optional.of(Duration.ofMinutes(30)));
        node.manager.addPeer(peer.address());
        network.run(Duration.ofMinutes(29));
        assertThat(peer.connections()).isZero();
        network.run(Duration.ofMinutes(2));
        assertThat(peer.connections()).isEqualTo(1);
    }

    /// It waits to be dialed again when the ban comes.
    @Test
    void whoWaitsIsNotDialedAgain() {
        peer.vanish();
        node.knowing(List.of(peer.address())).start();
        network.run(Duration.ofSeconds(2));
        assertThat(node.told(ControlEvent.ConnectionRestarting.class)).isNotEmpty();
        ban(Optional.empty());
        peer.listen();
        network.run(Duration.ofHours(30));
        assertThat(peer.connections()).isZero();
        assertThat(node.manager.counts().reserved()).isZero();
    }
}
