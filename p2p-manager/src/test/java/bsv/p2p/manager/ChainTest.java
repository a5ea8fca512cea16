package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.config.ChainPin;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Agents that say the right thing on the wrong chain: a header tells.
class ChainTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private static final Hash256 SHARED = Hash256.ofWords(1, 2, 3, 4);
    private static final BlockHeader OURS = header(1);
    private static final BlockHeader THEIRS = header(2);
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    private static BlockHeader header(long nonce) {
        return new BlockHeader(1, SHARED, Hash256.ZERO, 1_700_000_000, 0x207fffffL, nonce);
    }

    private static ManagerConfig config(Optional<ChainPin> pin) {
        var config = VirtualNode.CONFIG.withLimits(ConnectionLimits.of(1, 10));
        return config.withBans(config.bans().withChainPin(pin)).withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)));
    }

    private VirtualNode node(Optional<ChainPin> pin) {
        return new VirtualNode(network, NODE.ip().toString(), config(pin));
    }

    /// A peer that has this header where the chains part.
    private ScriptedPeer follower(String ip, BlockHeader chain) {
        return new ScriptedPeer(network, Endpoint.parse(ip + ":18444")) {
            @Override
            protected void hear(Message message) {
                super.hear(message);
                if (message instanceof GetHeaders asked && asked.locator().contains(SHARED)) send(Headers.of(List.of(chain)));
            }
        };
    }

    @Test
    void whoFollowsAnotherChainIsBannedWithTheEvidenceWhoeverDialed() {
        var node = node(Optional.of(new ChainPin(SHARED, OURS.hash(), List.of(), List.of())));
        var dialed = follower("10.1.1.1", THEIRS).listen();
        var caller = follower("10.7.1.1", THEIRS);
        node.knowing(List.of(dialed.address())).start();
        caller.dial(NODE);
        network.run(Duration.ofSeconds(5));
        var reason = new BanReason.BlockchainMismatch("header " + THEIRS.hash() + " after " + SHARED);
        assertThat(node.told(ControlEvent.PeerBanned.class)).extracting(ControlEvent.PeerBanned::target, ControlEvent.PeerBanned::reason)
                .containsExactlyInAnyOrder(tuple(Cidr.of(dialed.address().ip()), reason), tuple(Cidr.of(caller.address().ip()), reason));
        assertThat(node.store.bans()).hasSize(2);
        assertThat(node.manager.connectionCount()).isZero();
        caller.dial(NODE);
        network.run(Duration.ofMinutes(5));
        assertThat(dialed.connections()).as("a banned peer is not dialed again").isEqualTo(1);
        assertThat(caller.heard()).as("and hears nothing when it calls").isEmpty();
    }

    @Test
    void whoFollowsOursIsKnownToDoSo() {
        var node = node(Optional.of(new ChainPin(SHARED, OURS.hash(), List.of(), List.of())));
        var dialed = follower("10.1.1.1", OURS).listen();
        node.knowing(List.of(dialed.address())).start();
        follower("10.7.1.1", OURS).dial(NODE);
        network.run(Duration.ofSeconds(5));
        assertThat(node.manager.connections()).hasSize(2).allMatch(ConnectionSnapshot::chainProven);
    }

    @Test
    void whereThereIsNoPinNobodyIsAsked() {
        var node = node(Optional.empty());
        var dialed = follower("10.1.1.1", THEIRS).listen();
        node.knowing(List.of(dialed.address())).start();
        network.run(Duration.ofSeconds(5));
        assertThat(dialed.heard(GetHeaders.class)).isEmpty();
        assertThat(node.manager.connectionCount()).isEqualTo(1);
    }
}
