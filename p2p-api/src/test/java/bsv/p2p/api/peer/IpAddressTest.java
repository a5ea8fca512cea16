package bsv.p2p.api.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 1.2.3.4, 00000000000000000000ffff01020304",
        "0.0.0.0, 0.0.0.0, 00000000000000000000ffff00000000",
        "255.255.255.255, 255.255.255.255, 00000000000000000000ffffffffffff",
        "::, ::, 00000000000000000000000000000000",
        "::1, ::1, 00000000000000000000000000000001",
        "[::1], ::1, 00000000000000000000000000000001",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1, 20010db8000000000000000000000001",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3, 00010000000000020000000000000003", // the longest run is shortened
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4, 00010000000000020003000000000004", // of equals the first
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7, 00010000000200030004000500060007", // one group is no run
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::, 00010002000300040005000600000000",
        "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8, 00000000000300040005000600070008",
        "::1.2.3.4, ::102:304, 00000000000000000000000001020304", // not the mapped form
    })
    void textIsReadAndWrittenInOneForm(String text, String canonical, String bytes) {
        var address = IpAddress.parse(text);
        assertThat(address).hasToString(canonical);
        assertThat(HexFormat.of().formatHex(address.toBytes())).isEqualTo(bytes);
        assertThat(IpAddress.of(address.toBytes())).isEqualTo(address);
        assertThat(IpAddress.parse(canonical)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:203.0.113.7", "::FFFF:cb00:7107", "0:0:0:0:0:ffff:203.0.113.7", "[::ffff:203.0.113.7]"})
    void theMappedFormIsTheIpv4Address(String text) throws Exception {
        var address = IpAddress.parse("203.0.113.7");
        assertThat(IpAddress.parse(text)).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(IpAddress.of(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 7}))).isEqualTo(address);
        assertThat(IpAddress.ofIpv4(0xcb007107)).isEqualTo(address);
        assertThat(address.isIpv4()).isTrue();
        assertThat(address.ipv4Bits()).isEqualTo(0xcb007107);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "localhost", "example.com", "1.2.3", "1.2.3.4.", "1.2.3.256", "1.2.3.-4", " 1.2.3.4", "1.2.3.4\n", "1.2.3.4:80", "0x7f.0.0.1", "010.0.0.1", "01.2.3.4",
        "2130706433", "...", "\u0661.2.3.4", "[1.2.3.4]", "[::1", "::1]", "[[::1]]", ":", ":::", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "fe80::1%eth0", "fe80::1%1", "::ffff:1.2.3", "2001:db8::/32"
    })
    void anythingElseIsRefusedByName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse(text)).withMessageContaining("found \"" + text + "\"");
        assertThat(IpAddress.tryParse(text)).isEmpty();
    }

    @Test
    void anAddressHasFourOrSixteenBytes() {
        Stream.of(0, 3, 5, 15, 17).forEach(length -> assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(new byte[length])).withMessageContaining("here are " + length));
    }

    @Test
    void scopesAreDropped() throws Exception {
        var scoped = Inet6Address.getByAddress("", HexFormat.of().parseHex("fe80000000000000000000000000002a"), 3);
        assertThat(IpAddress.of(scoped)).isEqualTo(IpAddress.parse("fe80::2a"));
    }

    @Test
    void theJdksTypesAreThoseOfTheFamily() {
        assertThat(IpAddress.parse("1.2.3.4").toInetAddress()).isInstanceOf(Inet4Address.class);
        assertThat(IpAddress.parse("2001:db8::1").toInetAddress()).isInstanceOf(Inet6Address.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "0.0.0.0", "255.255.255.255", "2001:db8::", "2001:db8:ffff::1"})
    void someAddressesAreNoHosts(String text) {
        assertThat(IpAddress.parse(text).isValid()).isFalse();
        assertThat(IpAddress.parse(text).isRoutable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.0.1", "172.16.0.0", "172.31.255.255",
        "192.0.2.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.255", "203.0.113.0",
        "::1", "fc00::", "fdff::1", "fe80::1", "febf::1", "2001:10::", "2001:1f:ffff::1"
    })
    void someHostsAreNotOfTheOpenInternet(String text) {
        assertThat(IpAddress.parse(text).isValid()).isTrue();
        assertThat(IpAddress.parse(text).isRoutable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.255", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
        "::2", "fbff::1", "fe00::1", "fec0::1", "2001:f:ffff::1", "2001:20::", "2001:db7::1", "2001:db9::1", "2a01:4f8::1"
    })
    void theirNeighboursAre(String text) {
        assertThat(IpAddress.parse(text).isRoutable()).isTrue();
    }

    @Test
    void loopbackIsABlockInIpv4AndOneAddressInIpv6() {
        assertThat(Stream.of("127.0.0.1", "127.9.9.9", "::1")).allMatch(text -> IpAddress.parse(text).isLoopback());
        assertThat(Stream.of("128.0.0.1", "126.255.255.255", "::2", "::")).noneMatch(text -> IpAddress.parse(text).isLoopback());
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.0.0/16", "2001:db8:1:2::3, 2001:db8::/32"})
    void aNetgroupIsWhatOneOperatorMayHold(String address, String group) {
        assertThat(IpAddress.parse(address).netgroup()).hasToString(group);
    }

    @Test
    void orderIsThatOfTheBytes() {
        assertThat(Stream.of("ff00::", "8000::", "1.2.3.4", "::1", "255.0.0.0", "7fff::").map(IpAddress::parse).sorted())
                .extracting(Object::toString).containsExactly("::1", "1.2.3.4", "255.0.0.0", "7fff::", "8000::", "ff00::");
    }
}
