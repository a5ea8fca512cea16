package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PlainPeerStore;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Bans in memory and in a store that is slow: it works when the tasks are run.
class BanLedgerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private final SerialExecutor serial = new SerialExecutor(threads::add);
    private final PlainPeerStore plain = new PlainPeerStore();
    private final Map<String, Integer> calls = new HashMap<>();
    private final PeerStore store = (PeerStore) Proxy.newProxyInstance(PeerStore.class.getClassLoader(), new Class<?>[] {PeerStore.class}, (_, called, arguments) -> {
        calls.merge(called.getName(), 1, Integer::sum);
        return called.invoke(plain, arguments);
    });
    private final BanTable table = new BanTable(50_000);
    private final PeerKeeper keeper = new PeerKeeper(store, serial, new AddressBook(new AddressBuckets(Network.REGTEST, new Random(1))), () -> NOW, new Random(1));
    private final BanLedger ledger = new BanLedger(keeper, table, () -> NOW);

    private static Ban ban(String target, long seconds) {
        return new Ban(Cidr.parse(target), new BanReason.Manual("test"), NOW, Optional.of(NOW.plusSeconds(seconds)));
    }

    private void peer(int number, String address) {
        plain.create(Peer.discovered(new UUID(0, number), Endpoint.parse(address), "test", NOW));
    }

    private Peer peer(int number) {
        return plain.read(new UUID(0, number)).orElseThrow();
    }

    private void banned(Ban ban) {
        table.add(ban);
        ledger.changed(ban.target());
    }

    private void unbanned(String target) {
        table.remove(Cidr.parse(target));
        ledger.changed(Cidr.parse(target));
    }

    private void runAll() {
        while (!threads.isEmpty()) threads.remove().run();
    }

    @Test
    void bansAreKeptAndMarkedAndLiftedWithoutATrace() {
        peer(1, "10.1.0.1:8333");
        peer(2, "10.2.0.1:8333");
        var ban = ban("10.1.0.0/16", 60);
        banned(ban);
        runAll();
        assertThat(plain.bans()).containsExactly(ban);
        assertThat(peer(1).ban()).contains(ban);
        assertThat(peer(2).status()).isEqualTo(PeerStatus.UNKNOWN);
        unbanned("10.1.0.0/16");
        runAll();
        assertThat(plain.bans()).isEmpty();
        assertThat(peer(1).status()).isEqualTo(PeerStatus.UNKNOWN);
    }

    /// Who is within another ban stays banned by that.
    @Test
    void oneOfTwoBansOnAPeerIsLifted() {
        peer(1, "10.1.0.1:8333");
        var wide = ban("10.1.0.0/16", 60);
        banned(wide);
        banned(ban("10.1.0.1", 60));
        runAll();
        unbanned("10.1.0.1");
        runAll();
        assertThat(peer(1).ban()).contains(wide);
        unbanned("10.1.0.0/16");
        runAll();
        assertThat(peer(1).status()).isEqualTo(PeerStatus.UNKNOWN);
    }

    @Test
    void whileTheStoreHangsOnlyTheLastWordOnATargetWaits() {
        peer(1, "10.1.0.1:8333");
        for (int i = 0; i < 100_000; i++) {
            banned(ban("10.1.0.1", 60 + i));
            unbanned("10.1.0.1");
        }
        var last = ban("10.1.0.1", 7);
        banned(last);
        assertThat(serial.waiting()).isEqualTo(1);
        runAll();
        assertThat(plain.bans()).containsExactly(last);
        assertThat(calls).isEqualTo(Map.of("putBan", 1, "listAll", 1, "batch", 1));
    }

    @Test
    void manyBansAtOnceAreOneWalkThroughThePeers() {
        for (int i = 0; i < 200; i++) peer(i, "10.1.%d.1:8333".formatted(i));
        for (int i = 0; i < 100; i++) banned(ban("10.1.%d.1".formatted(i), 60));
        runAll();
        assertThat(plain.countByStatus(PeerStatus.BANNED)).isEqualTo(100);
        assertThat(calls).containsEntry("listAll", 1).containsEntry("putBan", 100);
    }

    /// A target each waits only as long as there are not too many.
    @Test
    void howeverManyAddressesAreBannedMeanwhileTheStoreEndsUpWithTheTable() {
        var stale = ban("192.0.2.0/24", 60);
        plain.putBan(stale);
        peer(1, "10.200.0.5:8333");
        peer(2, "192.0.2.7:8333");
        plain.update(peer(2).withBan(stale));
        for (int i = 0; i < 120_000; i++) {
            var ip = new Cidr(IpAddress.ofIpv4(0x0ac80000 + i), 32);
            var ban = new Ban(ip, new BanReason.Misbehavior("much"), NOW, Optional.of(NOW.plusSeconds(60 + i)));
            table.add(ban).ifPresent(evicted -> ledger.changed(evicted.target()));
            ledger.changed(ip);
        }
        assertThat(serial.waiting()).isEqualTo(1);
        runAll();
        assertThat(plain.bans()).hasSize(50_000).containsExactlyInAnyOrderElementsOf(table.all());
        assertThat(peer(1).status()).as("evicted").isEqualTo(PeerStatus.UNKNOWN);
        assertThat(peer(2).status()).as("lifted long ago").isEqualTo(PeerStatus.UNKNOWN);
        banned(ban("10.200.0.5", 1_000_000));
        runAll();
        assertThat(peer(1).status()).isEqualTo(PeerStatus.BANNED);
    }

    @Test
    void aBanByHandIsKeptWhenTheCallReturns() {
        var ban = ban("10.1.0.1", 60);
        table.add(ban);
        ledger.set(ban);
        assertThat(plain.bans()).containsExactly(ban);
        table.remove(ban.target());
        assertThat(ledger.lift(ban.target())).isTrue();
        assertThat(plain.bans()).isEmpty();
        assertThat(ledger.lift(ban.target())).isFalse();
    }
}
