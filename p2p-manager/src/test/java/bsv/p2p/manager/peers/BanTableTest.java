package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.IpAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BanTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final BanTable table = new BanTable(3);

    private static Ban ban(String target, long seconds) {
        return new Ban(Cidr.parse(target), new BanReason.Manual(""), NOW, Optional.of(NOW.plusSeconds(seconds)));
    }

    private boolean banned(String ip) {
        return table.find(IpAddress.parse(ip), NOW).isPresent();
    }

    @Test
    void findsAddressesAndBlocksOfBothFamilies() {
        table.add(ban("203.0.113.7", 10));
        table.add(ban("198.51.0.0/16", 10));
        table.add(ban("2001:db8::/32", 10));
        assertThat(banned("203.0.113.7")).isTrue();
        assertThat(banned("203.0.113.8")).isFalse();
        assertThat(banned("198.51.255.1")).isTrue();
        assertThat(banned("2001:db8:ffff::1")).isTrue();
        assertThat(banned("2001:db9::1")).isFalse();
    }

    @Test
    void theMappedFormOfAnAddressIsTheSameAddress() {
        table.add(ban("203.0.113.7", 10));
        assertThat(banned("::ffff:203.0.113.7")).isTrue();
        table.remove(Cidr.parse("::ffff:203.0.113.7"));
        assertThat(banned("203.0.113.7")).isFalse();
    }

    @Test
    void aBlockOfAllIpv6IsNotOneOfIpv4() {
        table.add(ban("::/0", 10));
        assertThat(banned("2001:db8::1")).isTrue();
        assertThat(banned("203.0.113.7")).isFalse();
    }

    @Test
    void ofAFullTableTheOneThatEndsFirstGoesAndNeverTheNewOne() {
        table.add(ban("10.0.0.1", 30));
        table.add(ban("10.0.0.2", 10));
        table.add(ban("10.0.0.3", 10));
        assertThat(table.add(ban("10.0.0.4", 5))).map(Ban::target).contains(Cidr.parse("10.0.0.2"));
        assertThat(table.add(ban("10.0.0.4", 50))).as("in place of the one before").isEmpty();
        assertThat(table.add(ban("10.0.0.5", 40))).map(Ban::target).contains(Cidr.parse("10.0.0.3"));
        assertThat(table.all()).hasSize(3);
        assertThat(table.get(Cidr.parse("10.0.0.4"))).contains(ban("10.0.0.4", 50));
    }

    @Test
    void bansEndExactlyWhenTheySay() {
        table.add(ban("203.0.113.7", 10));
        var ip = IpAddress.parse("203.0.113.7");
        assertThat(table.find(ip, NOW.plusSeconds(9))).isPresent();
        assertThat(table.find(ip, NOW.plusSeconds(10))).isEmpty();
        assertThat(table.expire(NOW.plusSeconds(9))).isEmpty();
        assertThat(table.expire(NOW.plusSeconds(10))).hasSize(1);
        assertThat(table.all()).isEmpty();
    }

    @Test
    void aFullTableForgetsTheBanThatEndsFirstAndNeverTheNewOne() {
        table.add(ban("203.0.113.1", 30));
        table.add(ban("203.0.113.2", 20));
        table.add(new Ban(Cidr.parse("203.0.113.3"), new BanReason.Manual(""), NOW, Optional.empty()));
        assertThat(table.add(ban("203.0.113.4", 5))).map(Ban::target).contains(Cidr.parse("203.0.113.2"));
        assertThat(banned("203.0.113.4")).isTrue();
        assertThat(banned("203.0.113.3")).isTrue();
    }

    @Test
    void aSmallerTableForgetsThoseThatEndFirst() {
        for (int i = 1; i <= 3; i++) table.add(ban("203.0.113." + i, 10L * i));
        assertThat(table.capacity(1)).extracting(Ban::target).containsExactly(Cidr.parse("203.0.113.1"), Cidr.parse("203.0.113.2"));
        assertThat(banned("203.0.113.3")).isTrue();
    }

    @Test
    void anotherBanOnTheSameTargetTakesItsPlace() {
        table.add(ban("203.0.113.1", 30));
        table.add(ban("203.0.113.1", 5));
        assertThat(table.all()).hasSize(1);
        assertThat(table.find(IpAddress.parse("203.0.113.1"), NOW.plusSeconds(6))).isEmpty();
    }
}
