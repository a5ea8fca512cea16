package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.PlainPeerStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerSelectionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final PlainPeerStore store = new PlainPeerStore();
    private final PeerSelection selection = new PeerSelection(new Random(1), new AddressBuckets(Network.MAINNET, new Random(2)));

    private Peer add(String endpoint, PeerStatus status) {
        var peer = Peer.discovered(Endpoint.parse(endpoint), "test", NOW);
        var made = status == PeerStatus.BANNED ? peer.withBan(new Ban(Cidr.of(peer.ip()), new BanReason.Manual(""), NOW, Optional.empty())) : peer.withStatus(status, NOW);
        store.create(made);
        return made;
    }

    private List<Peer> choose(int wanted, boolean netgroups) {
        return selection.choose(store, wanted, _ -> true, Set.of(), netgroups, NOW);
    }

    @Test
    void validPeersComeFirstThenUnknownThenThoseWhoseCoolDownIsOver() {
        var unknown = add("8.1.1.1:1", PeerStatus.UNKNOWN);
        var rested = add("8.2.1.1:1", PeerStatus.INACCESSIBLE);
        var resting = add("8.3.1.1:1", PeerStatus.INACCESSIBLE);
        store.update(resting.withAttempts(1, Optional.of(NOW.plusSeconds(1))));
        add("8.4.1.1:1", PeerStatus.BANNED);
        var valid = add("8.5.1.1:1", PeerStatus.VALID);
        assertThat(choose(10, true)).containsExactly(valid, unknown, rested);
        assertThat(choose(1, true)).containsExactly(valid);
    }

    @Test
    void noTwoPeersShareANetgroupWhereThatCounts() {
        for (int i = 1; i < 30; i++) add("8.8.%d.1:8333".formatted(i), PeerStatus.UNKNOWN);
        var other = add("8.9.1.1:8333", PeerStatus.UNKNOWN);
        assertThat(choose(10, true)).hasSize(2).contains(other);
        assertThat(choose(10, false)).hasSize(10);
        assertThat(selection.choose(store, 10, _ -> true, Set.of(other.ip().netgroup()), true, NOW)).hasSize(1).doesNotContain(other);
    }

    @Test
    void theTwoGoodPeersSeenLastAreTriedFirst() {
        for (int i = 1; i < 50; i++) {
            var peer = add("8.%d.1.1:8333".formatted(i), PeerStatus.VALID);
            store.update(peer.withLastSeen(NOW.minusSeconds(i)));
        }
        assertThat(choose(8, true).stream().map(peer -> peer.endpoint().toString())).startsWith("8.1.1.1:8333", "8.2.1.1:8333");
    }

    @Test
    void theRestIsChosenByChance() {
        for (int i = 1; i < 100; i++) add("8.%d.1.1:8333".formatted(i), PeerStatus.UNKNOWN);
        assertThat(choose(8, true)).isNotEqualTo(choose(8, true));
    }

    @Test
    void whoIsWaitingToBeDialedAgainIsLeftAlone() {
        var peer = add("8.1.1.1:1", PeerStatus.VALID);
        store.update(peer.withAttempts(2, Optional.of(NOW.plusSeconds(5))));
        assertThat(choose(1, true)).isEmpty();
        assertThat(selection.choose(store, 1, _ -> true, Set.of(), true, NOW.plusSeconds(5))).hasSize(1);
    }

    /// Nine of ten addresses are an attacker's; of those chosen they are the share of his buckets.
    @Test
    void whoToldMostOfTheAddressesIsNotChosenMost() {
        for (int i = 0; i < 3_600; i++) store.create(Peer.discovered(Endpoint.parse("%d.%d.1.1:8333".formatted(60 + i / 250, i % 250)), "addr:9.9.9.9:8333", NOW));
        for (int i = 0; i < 400; i++) store.create(Peer.discovered(Endpoint.parse("%d.%d.1.1:8333".formatted(20 + i / 250, i % 250)), "addr:%d.3.3.3:8333".formatted(20 + i % 100), NOW));
        int honest = 0;
        for (int i = 0; i < 50; i++) honest += (int) choose(8, true).stream().filter(peer -> !peer.source().equals("addr:9.9.9.9:8333")).count();
        assertThat(honest).as("of 400").isGreaterThan(280);
    }
}
