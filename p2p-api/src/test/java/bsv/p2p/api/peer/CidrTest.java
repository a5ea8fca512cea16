package bsv.p2p.api.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.77/24, 203.0.113.0/24",
        "203.0.113.77, 203.0.113.77",
        "203.0.113.77/32, 203.0.113.77",
        "203.0.113.77/0, 0.0.0.0/0",
        "::ffff:203.0.113.77, 203.0.113.77",
        "::ffff:203.0.113.77/120, 203.0.113.0/24",
        "::ffff:0:0/96, 0.0.0.0/0",
        "2001:db8::1/32, 2001:db8::/32",
        "2001:db8::1/128, 2001:db8::1",
        "2001:db8:ffff:ffff:ffff::/65, 2001:db8:ffff:ffff:8000::/65",
        "2001:db8:ffff:ffff:ffff::/64, 2001:db8:ffff:ffff::/64",
        "::1/0, ::/0"
    })
    void blocksHaveOneForm(String text, String canonical) {
        assertThat(Cidr.parse(text)).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.0, true", "203.0.113.0/24, 203.0.113.255, true", "203.0.113.0/24, 203.0.112.255, false", "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.0/24, ::ffff:203.0.113.9, true", "0.0.0.0/0, 255.255.255.255, true", "0.0.0.0/0, ::1, false", "::/0, 1.2.3.4, false", "::/0, ffff::, true",
        "203.0.113.7, 203.0.113.7, true", "203.0.113.7, 203.0.113.6, false", "2001:db8::/33, 2001:db8:7fff::1, true", "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::/127, 2001:db8::1, true", "2001:db8::/127, 2001:db8::2, false"
    })
    void aBlockHoldsTheAddressesThatShareItsBits(String block, String address, boolean holds) {
        assertThat(Cidr.parse(block).contains(IpAddress.parse(address))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/24", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/1/2", "1.2.3.4/a", "1.2.3.4/9999", "::/129", "::ffff:1.2.3.4/95", "host/8"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
        assertThat(Cidr.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.2.3.4, true", "1.2.3.4/31, false", "::1, true", "::1/127, false"})
    void aSingleAddressIsABlockOfOne(String text, boolean single) {
        assertThat(Cidr.parse(text).isSingle()).isEqualTo(single);
    }
}
