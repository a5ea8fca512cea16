package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.PlainPeerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Random random = new Random(4);
    private final AddressBuckets buckets = new AddressBuckets(Network.MAINNET, new Random(5));
    private final AddressBook book = new AddressBook(buckets);
    private final PlainPeerStore store = new PlainPeerStore();

    private Endpoint anywhere() {
        return new Endpoint(IpAddress.ofIpv4(random.nextInt(0x0b000000, 0x60000000)), 8333);
    }

    private static Peer heard(Endpoint endpoint, String source) {
        return Peer.discovered(endpoint, source, NOW).withLastSeen(NOW);
    }

    private boolean admit(Peer peer) {
        boolean admitted = book.admit(peer, store, NOW);
        if (admitted) store.create(peer);
        return admitted;
    }

    @Test
    void oneTellerReachesFewBucketsHoweverMuchItTells() {
        Set<Integer> reached = new HashSet<>();
        for (int i = 0; i < 20_000; i++) reached.add(buckets.heard(anywhere(), "addr:9.9.%d.%d:8333".formatted(i % 250, i / 250 % 250)));
        assertThat(reached.size()).isBetween(50, 64);
        Set<Integer> byMany = new HashSet<>();
        for (int i = 0; i < 20_000; i++) byMany.add(buckets.heard(anywhere(), "addr:" + anywhere()));
        assertThat(byMany).hasSize(1_024);
    }

    @Test
    void oneNetworkGroupReachesFewOfTheTriedBuckets() {
        Set<Integer> reached = new HashSet<>();
        for (int i = 0; i < 60_000; i++) reached.add(buckets.tried(Endpoint.parse("9.9.%d.%d:8333".formatted(i % 250, i / 250))));
        assertThat(reached.size()).isBetween(5, 8);
    }

    @Test
    void theBucketsOfAnotherSecretAreOthers() {
        var other = new AddressBuckets(Network.MAINNET, new Random(6));
        int same = 0;
        for (int i = 0; i < 1_000; i++) {
            var endpoint = anywhere();
            if (buckets.heard(endpoint, "addr:1.2.3.4:5") == other.heard(endpoint, "addr:1.2.3.4:5")) same++;
        }
        assertThat(same).isLessThan(50);
    }

    @Test
    void aTellerFillsItsOwnBucketsAndNobodyElses() {
        int kept = 0;
        for (int i = 0; i < 20_000; i++) if (admit(heard(anywhere(), "addr:9.9.9.9:8333"))) kept++;
        assertThat(kept).isBetween(3_000, 64 * 64);
        int ofOthers = 0;
        for (int i = 0; i < 1_000; i++) if (admit(heard(anywhere(), "addr:" + anywhere()))) ofOthers++;
        assertThat(ofOthers).isGreaterThan(900);
        assertThat(store.listAll().count()).isEqualTo(kept + ofOthers);
    }

    @Test
    void anAddressThatTurnedOutBadOrIsLongForgottenMakesRoom() {
        var first = heard(Endpoint.parse("11.1.1.1:8333"), "addr:9.9.9.9:8333");
        admit(first);
        int bucket = buckets.heard(first.endpoint(), first.source());
        fill(bucket, first.source());
        assertThat(admit(inBucket(bucket, first.source()))).as("all are good").isFalse();
        for (var bad : List.of(first.withAttempts(3, Optional.empty()), first.withLastSeen(NOW.minus(Duration.ofDays(31))), first.withStatus(PeerStatus.INACCESSIBLE, NOW))) {
            var rotated = store.listAll().toList();
            rotated.forEach(peer -> store.update(worse(peer, bad)));
            assertThat(admit(inBucket(bucket, first.source()))).isTrue();
            assertThat(store.listAll()).hasSize(AddressBook.PLACES);
            store.listAll().forEach(peer -> store.update(peer.withStatus(PeerStatus.UNKNOWN, NOW).withAttempts(0, Optional.empty()).withLastSeen(NOW)));
        }
    }

    private static Peer worse(Peer peer, Peer like) {
        return peer.withStatus(like.status(), NOW).withAttempts(like.attempts(), Optional.empty()).withLastSeen(like.lastSeen().orElse(NOW));
    }

    @Test
    void aPeerThatProvedGoodGivesItsPlaceUpButStays() {
        var good = heard(Endpoint.parse("11.1.1.1:8333"), "addr:9.9.9.9:8333");
        admit(good);
        int bucket = buckets.heard(good.endpoint(), good.source());
        fill(bucket, good.source());
        store.update(good.withStatus(PeerStatus.VALID, NOW));
        assertThat(admit(inBucket(bucket, good.source()))).isTrue();
        assertThat(store.read(good.id())).isPresent();
    }

    @Test
    void whatTheStoreRemembersTakesItsPlaces() {
        var first = heard(Endpoint.parse("11.1.1.1:8333"), "addr:9.9.9.9:8333");
        admit(first);
        int bucket = buckets.heard(first.endpoint(), first.source());
        fill(bucket, first.source());
        var again = new AddressBook(buckets);
        again.load(store);
        assertThat(again.admit(inBucket(bucket, first.source()), store, NOW)).isFalse();
    }

    @Test
    void whereAllAreFriendsEachIsAGroupOfItsOwn() {
        var friends = new AddressBuckets(Network.REGTEST, new Random(1));
        Set<Integer> reached = new HashSet<>();
        for (int port = 1; port < 20_000; port++) reached.add(friends.heard(Endpoint.parse("127.0.0.1:" + port), "dns:seed"));
        assertThat(reached.size()).isGreaterThan(1_000);
    }

    private void fill(int bucket, String source) {
        while (store.listAll().count() < AddressBook.PLACES) assertThat(admit(inBucket(bucket, source))).isTrue();
    }

    private Peer inBucket(int bucket, String source) {
        while (true) {
            var endpoint = anywhere();
            if (buckets.heard(endpoint, source) == bucket) return heard(endpoint, source);
        }
    }
}
