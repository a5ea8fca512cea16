package bsv.p2p.api.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Endpoint ENDPOINT = Endpoint.parse("203.0.113.7:8333");
    private static final Peer PEER = Peer.discovered(new UUID(1, 2), ENDPOINT, "dns:seed.test", NOW);

    @Test
    void aPeerJustHeardOfIsUnknownAndDialable() {
        assertThat(PEER.status()).isEqualTo(PeerStatus.UNKNOWN);
        assertThat(PEER.isUnknown()).isTrue();
        assertThat(PEER.isDialable(NOW)).isTrue();
        assertThat(PEER.statusSince()).isEqualTo(NOW);
        assertThat(PEER.socketAddress()).isEqualTo(ENDPOINT.toSocketAddress());
        assertThat(PEER.ip()).isEqualTo(ENDPOINT.ip());
        assertThat(PEER.port()).isEqualTo(8333);
        assertThat(Peer.discovered(ENDPOINT, "é".repeat(300), NOW).source()).isEqualTo("é".repeat(Peer.MAX_SOURCE));
        assertThat(Peer.discovered(ENDPOINT, "x", NOW).id()).isNotEqualTo(Peer.discovered(ENDPOINT, "x", NOW).id());
    }

    @Test
    void aStatusIsStampedAndLiftsABan() {
        var later = NOW.plusSeconds(1);
        var banned = PEER.withBan(ban(NOW, Optional.empty()));
        var valid = banned.withStatus(PeerStatus.VALID, later);
        assertThat(valid.isValid()).isTrue();
        assertThat(valid.statusSince()).isEqualTo(later);
        assertThat(valid.ban()).isEmpty();
        assertThat(PEER.withStatus(PeerStatus.INACCESSIBLE, later).isInaccessible()).isTrue();
        assertThat(PEER.isUnknown()).isTrue();
    }

    @Test
    void aBanHoldsUntilItsEnd() {
        var until = NOW.plus(Duration.ofHours(1));
        var banned = PEER.withBan(ban(NOW, Optional.of(until)));
        assertThat(banned.status()).isEqualTo(PeerStatus.BANNED);
        assertThat(banned.statusSince()).isEqualTo(NOW);
        assertThat(banned.isBanned(until.minusNanos(1))).isTrue();
        assertThat(banned.isDialable(until.minusNanos(1))).isFalse();
        assertThat(banned.isBanned(until)).isFalse();
        assertThat(banned.isDialable(until)).isTrue();
        assertThat(PEER.withBan(ban(NOW, Optional.empty())).isBanned(Instant.MAX)).isTrue();
    }

    @Test
    void aBanEndsAfterItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> ban(NOW, Optional.of(NOW.minusSeconds(1)))).withMessageContaining("2026-11-20T11:59:59Z");
    }

    @Test
    void aWaitingPeerIsNotDialable() {
        var waiting = PEER.withAttempts(3, Optional.of(NOW.plusSeconds(5)));
        assertThat(waiting.attempts()).isEqualTo(3);
        assertThat(waiting.isDialable(NOW.plusSeconds(4))).isFalse();
        assertThat(waiting.isDialable(NOW.plusSeconds(5))).isTrue();
    }

    @Test
    void copiesChangeWhatTheySay() {
        assertThat(PEER.withServices(37).services()).isEqualTo(37);
        assertThat(PEER.withLastSeen(NOW).lastSeen()).contains(NOW);
        var told = PEER.withVersion(1, "/a/", 70_016, 9);
        assertThat(told).isEqualTo(new Peer(PEER.id(), ENDPOINT, PeerStatus.UNKNOWN, NOW, Optional.empty(), 1, "/a/", 70_016, 9, Optional.empty(), 0, Optional.empty(), "dns:seed.test"));
        assertThat(told.withServices(2).userAgent()).isEqualTo("/a/");
        assertThat(PEER.withVersion(0, "x".repeat(300), 0, 0).userAgent()).hasSize(256);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Peer(new UUID(0, 0), new Endpoint(ENDPOINT.ip(), 0), PeerStatus.BANNED, NOW, Optional.empty(), 0, "a".repeat(257), 0, -1,
                        Optional.empty(), -1, Optional.empty(), "s".repeat(257)))
                .withMessageContainingAll("port must be 1..65535", "status is BANNED", "user agent must have at most 256 characters, has 257", "attempts must not be negative, is -1",
                        "source must have at most 256 characters, has 257");
        assertThatIllegalArgumentException().isThrownBy(() -> PEER.withStatus(PeerStatus.BANNED, NOW));
    }

    @Test
    void reasonsOfBansAreForPeople() {
        assertThat(new BanReason.NetworkMismatch(Network.MAINNET.magic(), Network.STN.magic()).describe()).isEqualTo("network mismatch: expected magic e3e1f3e8, received fbcec4f9");
        assertThat(new BanReason.BlockchainMismatch("/Satoshi:25.0.0/").describe()).isEqualTo("not on the BSV chain: /Satoshi:25.0.0/");
        assertThat(new BanReason.BannedUserAgent("/x/").describe()).isEqualTo("banned user agent /x/");
        assertThat(new BanReason.Misbehavior("inv of type 9").describe()).isEqualTo("misbehavior: inv of type 9");
        assertThat(new BanReason.Manual("").describe()).isEqualTo("manual");
        assertThat(new BanReason.Manual("spam").describe()).isEqualTo("manual: spam");
    }

    private static Ban ban(Instant since, Optional<Instant> until) {
        return new Ban(Cidr.of(ENDPOINT.ip()), new BanReason.Manual(""), since, until);
    }
}
