package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What [PeerStoreContract] asks about bans, one caller at a time.
abstract class PeerStoreBanTests extends PeerStorePeerTests {
    @Test
    void bansForEveryReasonComeBack() {
        var store = open();
        var bans = new HashSet<Ban>();
        for (var text : Samples.HOSTILE_TEXTS) {
            var time = samples.time();
            bans.add(new Ban(samples.ban().target(), new BanReason.Manual(text), time, Optional.empty()));
            bans.add(new Ban(samples.ban().target(), new BanReason.BannedUserAgent(text), time, Optional.of(time)));
        }
        for (var reason : samples.banReasons()) bans.add(new Ban(samples.ban().target(), reason, samples.time(), Optional.empty()));

        bans.forEach(store::putBan);

        assertBans(store, bans);
    }

    @Test
    void aBanReplacesTheOneOnTheSameTarget() {
        var store = open();
        var first = samples.ban();
        var second = samples.ban(first.target());

        store.putBan(first);
        store.putBan(second);

        assertBans(store, Set.of(second));
    }

    @Test
    void bansThatAreOverAndBansForEverStay() {
        var store = open();
        var since = Instant.parse("2020-01-01T00:00:00Z");
        var over = new Ban(samples.ban().target(), new BanReason.Manual("over"), since, Optional.of(since.plusSeconds(1)));
        var forEver = new Ban(samples.ban().target(), new BanReason.Manual("for ever"), since, Optional.empty());

        store.putBan(over);
        store.putBan(forEver);

        assertBans(store, Set.of(over, forEver));
    }

    @Test
    void anAddressAndTheBlocksAroundItAreThreeTargets() {
        var store = open();
        var bans = List.of(samples.ban(Cidr.parse("203.0.113.7")), samples.ban(Cidr.parse("203.0.113.0/24")), samples.ban(Cidr.parse("203.0.0.0/16")),
                samples.ban(Cidr.parse("2001:db8::/32")), samples.ban(Cidr.parse("2001:db8::")), samples.ban(Cidr.parse("0.0.0.0/0")), samples.ban(Cidr.parse("::/0")));
        bans.forEach(store::putBan);
        assertBans(store, Set.copyOf(bans));

        assertFalse(store.removeBan(Cidr.parse("203.0.113.0/25")));
        assertTrue(store.removeBan(Cidr.parse("203.0.113.0/24")));
        assertFalse(store.removeBan(Cidr.parse("203.0.113.0/24")));

        var left = new HashSet<>(bans);
        left.remove(bans.get(1));
        assertBans(store, left);
    }

    @Test
    void theTwoSpellingsOfAnIpv4AddressAreOneTarget() {
        var store = open();
        var mapped = samples.ban(Cidr.parse("::ffff:198.51.100.7"));
        var dotted = samples.ban(Cidr.parse("198.51.100.7"));

        store.putBan(mapped);
        store.putBan(dotted);
        assertBans(store, Set.of(dotted));

        assertTrue(store.removeBan(Cidr.parse("::ffff:198.51.100.7")));
        assertBans(store, Set.of());
    }

    @Test
    void hostBitsDoNotMakeAnotherTarget() {
        var store = open();
        store.putBan(samples.ban(Cidr.parse("203.0.113.7/24")));
        var ban = samples.ban(Cidr.parse("203.0.113.99/24"));

        store.putBan(ban);

        assertBans(store, Set.of(ban));
    }

    @Test
    void bansAndPeersLeaveEachOtherAlone() {
        var store = open();
        var peer = samples.peer(PeerStatus.BANNED);
        var ban = samples.ban(Cidr.of(peer.ip()));
        store.create(peer);
        store.putBan(ban);

        store.removeBan(ban.target());
        assertHolds(store, Set.of(peer));

        store.putBan(ban);
        store.delete(peer.id());
        assertBans(store, Set.of(ban));
    }
}
