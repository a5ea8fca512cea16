package bsv.p2p.api.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({"1.2.3.4:8333, 1.2.3.4:8333", "[2001:db8::1]:0, [2001:db8::1]:0", "[::FFFF:1.2.3.4]:65535, 1.2.3.4:65535"})
    void anAddressAndAPort(String text, String canonical) {
        assertThat(Endpoint.parse(text)).hasToString(canonical);
        assertThat(Endpoint.tryParse(canonical)).contains(Endpoint.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3.4", "[::1]", "::1", "::1:8333", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:+1", "1.2.3.4:999999", ":8333", "host:8333", "[::1]8333", "[[::1]]:1", "[1.2.3.4]:1"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text)).withMessageContaining("found \"");
        assertThat(Endpoint.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.2.3.4, 1.2.3.4:8333", "::1, [::1]:8333", "[::1], [::1]:8333", "1.2.3.4:1, 1.2.3.4:1", "[::1]:1, [::1]:1"})
    void whereThePortIsMissingTheDefaultHolds(String text, String expected) {
        assertThat(Endpoint.parse(text, 8333)).hasToString(expected);
    }

    @Test
    void portsHave16Bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(IpAddress.UNSPECIFIED, 65_536)).withMessageContaining("65536");
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(IpAddress.UNSPECIFIED, -1)).withMessageContaining("-1");
    }

    @Test
    void theJdksTypeIsUnderstoodBothWays() {
        var endpoint = Endpoint.parse("[2001:db8::1]:8333");
        assertThat(Endpoint.of(endpoint.toSocketAddress())).isEqualTo(endpoint);
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.of(InetSocketAddress.createUnresolved("host.test", 1))).withMessageContaining("host.test");
    }
}
