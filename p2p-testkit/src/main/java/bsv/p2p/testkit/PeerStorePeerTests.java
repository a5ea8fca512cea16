package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What [PeerStoreContract] asks about peers, one caller at a time.
abstract class PeerStorePeerTests extends PeerStoreFixture {
    @Test
    void isEmptyAtFirst() {
        var store = open();

        assertHolds(store, Set.of());
        assertEquals(Optional.empty(), store.read(samples.id()));
        assertEquals(Optional.empty(), store.findByIpPort(samples.endpoint()));
        assertEquals(List.of(), store.bans());
    }

    @Test
    void everyFieldComesBack() {
        var peers = samples.peers(100);

        assertHolds(storeOf(peers), Set.copyOf(peers));
    }

    @Test
    void aSecondPeerOfOneIdIsRefusedAndNothingChanges() {
        var peers = samples.peers(3);
        var store = storeOf(peers);

        assertThrows(DuplicatePeer.class, () -> store.create(peers.get(1)));
        assertThrows(DuplicatePeer.class, () -> store.create(samples.peer(peers.get(1).id(), samples.endpoint(), PeerStatus.VALID)));
        assertHolds(store, Set.copyOf(peers));
    }

    @Test
    void aSecondPeerOfOneAddressIsRefusedAndNothingChanges() {
        var peers = samples.peers(3);
        var store = storeOf(peers);
        var intruder = samples.peer(samples.id(), peers.get(1).endpoint(), PeerStatus.VALID);

        assertThrows(DuplicatePeer.class, () -> store.create(intruder));
        assertEquals(Optional.empty(), store.read(intruder.id()));
        assertHolds(store, Set.copyOf(peers));
    }

    @Test
    void oneIpOnTwoPortsIsTwoPeers() {
        var one = samples.peer();
        var other = samples.peer(samples.id(), new Endpoint(one.ip(), one.port() % 65_535 + 1), PeerStatus.UNKNOWN);

        assertHolds(storeOf(List.of(one, other)), Set.of(one, other));
    }

    @Test
    void updateReplacesEveryField() {
        var before = samples.peers(50);
        var store = storeOf(before);
        var after = new HashSet<Peer>();
        for (var peer : before) after.add(samples.peer(peer.id(), peer.endpoint(), samples.peer().status()));

        after.forEach(store::update);

        assertHolds(store, after);
    }

    @Test
    void everyStatusLeadsToEveryOther() {
        var store = open();
        for (var from : PeerStatus.values()) {
            for (var to : PeerStatus.values()) {
                var peer = samples.peer(from);
                var changed = samples.peer(peer.id(), peer.endpoint(), to);
                store.create(peer);
                store.update(changed);
                assertHolds(store, Set.of(changed));
                store.delete(peer.id());
            }
        }
    }

    @Test
    void updateMovesAPeerToAnotherAddressAndFreesItsOld() {
        var moved = samples.peer();
        var other = samples.peer();
        var store = storeOf(List.of(moved, other));
        var there = samples.peer(moved.id(), samples.endpoint(), moved.status());

        store.update(there);
        assertEquals(Optional.empty(), store.findByIpPort(moved.endpoint()));
        var heir = samples.peer(samples.id(), moved.endpoint(), PeerStatus.UNKNOWN);
        store.create(heir);

        assertHolds(store, Set.of(there, other, heir));
    }

    @Test
    void updateToTheAddressOfAnotherIsRefusedAndNothingChanges() {
        var peers = samples.peers(3);
        var store = storeOf(peers);

        assertThrows(DuplicatePeer.class, () -> store.update(samples.peer(peers.get(0).id(), peers.get(1).endpoint(), PeerStatus.VALID)));
        assertHolds(store, Set.copyOf(peers));
    }

    @Test
    void updateOfAnUnknownPeerIsRefusedAndNothingChanges() {
        var known = samples.peer();
        var store = storeOf(List.of(known));
        var unknown = samples.peer();
        var unknownAtKnownAddress = samples.peer(samples.id(), known.endpoint(), PeerStatus.VALID);

        assertEquals(unknown.id(), assertThrows(PeerNotFound.class, () -> store.update(unknown)).id());
        assertThrows(PeerNotFound.class, () -> store.update(unknownAtKnownAddress));
        assertHolds(store, Set.of(known));
    }

    @Test
    void aDeletedPeerIsGoneAndItsPlaceFree() {
        var peers = samples.peers(3);
        var store = storeOf(peers);

        assertTrue(store.delete(peers.get(1).id()));
        assertFalse(store.delete(peers.get(1).id()));
        assertFalse(store.delete(samples.id()));
        assertHolds(store, Set.of(peers.get(0), peers.get(2)));

        store.create(peers.get(1));
        assertHolds(store, Set.copyOf(peers));
    }

    @Test
    void aBatchAddsWhatIsNewAndReplacesWhatIsThere() {
        var there = samples.peers(10);
        var store = storeOf(there);
        var batch = new ArrayList<>(samples.peers(10));
        for (var peer : there.subList(0, 5)) batch.add(samples.peer(peer.id(), samples.endpoint(), peer.status()));

        assertEquals(15, store.batch(batch));

        var expected = new HashSet<>(batch);
        expected.addAll(there.subList(5, 10));
        assertHolds(store, expected);
    }

    @Test
    void aBatchLeavesOutWhatHasTheAddressOfAnotherId() {
        var there = samples.peers(2);
        var store = storeOf(there);
        var intruder = samples.peer(samples.id(), there.get(0).endpoint(), PeerStatus.VALID);
        var mover = samples.peer(there.get(1).id(), there.get(0).endpoint(), PeerStatus.VALID);
        var fresh = samples.peer();

        assertEquals(1, store.batch(List.of(intruder, mover, fresh)));

        assertHolds(store, Set.of(there.get(0), there.get(1), fresh));
    }

    @Test
    void aBatchIsTakenInItsOrder() {
        var there = samples.peer();
        var store = storeOf(List.of(there));
        var first = samples.peer();
        var sameAddress = samples.peer(samples.id(), first.endpoint(), PeerStatus.VALID);
        var firstAgain = samples.peer(first.id(), samples.endpoint(), PeerStatus.INACCESSIBLE);
        var movedAway = samples.peer(there.id(), samples.endpoint(), PeerStatus.VALID);
        var heir = samples.peer(samples.id(), there.endpoint(), PeerStatus.UNKNOWN);

        assertEquals(4, store.batch(List.of(first, sameAddress, firstAgain, movedAway, heir)));

        assertHolds(store, Set.of(firstAgain, movedAway, heir));
    }

    @Test
    void anEmptyBatchChangesNothing() {
        assertEquals(0, open().batch(List.of()));
    }

    @Test
    void aBatchThatCannotBeReadToItsEndChangesNothing() {
        var there = samples.peer();
        var store = storeOf(List.of(there));

        assertThrows(NullPointerException.class, () -> store.batch(Arrays.asList(samples.peer(), null, samples.peer())));
        assertHolds(store, Set.of(there));
    }

    @Test
    void aBatchMayBeLarge() {
        var store = open();
        var peers = samples.peers(5_000);

        assertEquals(5_000, store.batch(peers));
        assertEquals(Set.copyOf(peers), all(store));
    }

    @Test
    void aStreamMayBeAbandonedHalfWay() {
        var store = open();
        store.batch(samples.peers(2_000));

        for (int i = 0; i < 20; i++) {
            try (var some = store.listAll(); var others = store.findByStatus(PeerStatus.VALID)) {
                assertEquals(3, some.limit(3).count());
                assertTrue(others.findFirst().isPresent());
            }
        }
        store.create(samples.peer());
    }

    @Test
    void theStoreMayBeWrittenWhileAStreamIsRead() {
        var store = open();
        store.batch(samples.peers(1_000));
        var before = all(store);
        var after = new HashSet<Peer>();

        try (var stream = store.listAll()) {
            stream.filter(before::contains).forEach(peer -> {
                var changed = samples.peer(peer.id(), samples.endpoint(), samples.peer().status());
                store.update(changed);
                after.add(changed);
            });
        }

        assertEquals(1_000, after.size(), "a peer that is there all the time is seen, and an update does not hide it");
        assertHolds(store, after);
    }
}
