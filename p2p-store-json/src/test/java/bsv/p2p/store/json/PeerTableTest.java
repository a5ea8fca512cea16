package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeerTableTest {
    private final Samples samples = new Samples(10);
    private final PeerTable table = new PeerTable();
    private final Map<UUID, Peer> model = new HashMap<>();

    /// Many peers come, change, move and go, so that indexes grow and close their gaps, and slots are used again.
    @Test
    void afterManyChangesEveryPeerIsFoundEveryWayAndNoOther() {
        var ids = new ArrayList<UUID>();
        var gone = new ArrayList<Peer>();
        for (int n = 0; n < 30_000; n++) {
            if (ids.isEmpty() || samples.between(0, 9) < 5) {
                var peer = samples.peer();
                table.add(peer);
                model.put(peer.id(), peer);
                ids.add(peer.id());
            } else if (samples.between(0, 1) == 0) {
                int at = samples.between(0, ids.size() - 1);
                var id = ids.set(at, ids.getLast());
                ids.removeLast();
                table.remove(table.find(id));
                gone.add(model.remove(id));
            } else {
                var before = model.get(samples.oneOf(ids));
                var after = samples.peer(before.id(), samples.between(0, 1) == 0 ? before.endpoint() : samples.endpoint(), samples.peer().status());
                table.replace(table.find(before.id()), after);
                model.put(after.id(), after);
            }
        }

        for (var peer : model.values()) {
            assertThat(table.row(table.find(peer.id())).peer()).isEqualTo(peer);
            assertThat(table.find(peer.endpoint())).isEqualTo(table.find(peer.id()));
        }
        var endpoints = new HashSet<>(model.values().stream().map(Peer::endpoint).toList());
        for (var peer : gone) {
            assertThat(table.find(peer.id())).isEqualTo(SlotIndex.NONE);
            if (!endpoints.contains(peer.endpoint())) assertThat(table.find(peer.endpoint())).isEqualTo(SlotIndex.NONE);
        }
        for (var status : PeerStatus.values()) {
            var those = new HashSet<Peer>();
            for (int slot = table.next(status, 0); slot != SlotIndex.NONE; slot = table.next(status, slot + 1)) those.add(table.row(slot).peer());
            assertThat(those).isEqualTo(new HashSet<>(model.values().stream().filter(peer -> peer.status() == status).toList()));
            assertThat(table.count(status)).isEqualTo(those.size());
        }
        assertThat(table.copy().peers()).hasSize(model.size());
    }

    @Test
    void aTextThatPeersShareIsKeptOnceEvenAfterAFloodOfOthers() {
        var texts = new Texts();
        var first = texts.shared("/Bitcoin SV:1.2.2/");
        for (int i = 0; i < 100_000; i++) texts.shared("/made up " + i + "/");
        var second = texts.shared(new String(first.toCharArray()));

        assertThat(second).isEqualTo(first);
        assertThat(List.of(texts.shared(new String("/Bitcoin SV:1.2.2/".toCharArray())))).first().isSameAs(second);
    }
}
