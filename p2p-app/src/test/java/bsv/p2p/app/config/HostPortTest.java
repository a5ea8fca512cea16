package bsv.p2p.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.peer.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:99", "127.0.0.1:8333, 127.0.0.1:8333", "127.0.0.1:0, 127.0.0.1:0", "::1, [::1]:99", "[::1], [::1]:99",
        "[2001:db8::1]:8333, [2001:db8::1]:8333", "2001:db8::1, [2001:db8::1]:99", "localhost:7, 127.0.0.1:7",
    })
    void addressesAndNamesAreReadWithAndWithoutAPort(String text, String expected) {
        assertThat(HostPort.parse(text).resolve(99)).isEqualTo(Endpoint.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ":8333", "host:", "host:65536", "host:-1", "host:x", "1.2.3:8333", "1.2.3.256", "300.1.1.1:1", "::1::8333", "[::1", "2001:db8::1:8333:x", "[host]:1", "a b:1",
        "0x7f000001:1", "127.1", "host..name:1", "-host:1", "user@host:1", "http://host:1",
    })
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text))
                .withMessageContaining("203.0.113.7:8333").withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node.example.com:8333", "[2001:db8::1]:8333", "2001:db8::1", "1.2.3.4"})
    void whatIsPrintedIsReadBack(String text) {
        var parsed = HostPort.parse(text);

        assertThat(HostPort.parse(parsed.toString())).isEqualTo(parsed);
    }

    @Test
    void aNameWithoutAnAddressIsNamed() {
        // RFC 6761: never has an address.
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse("no-such-host.invalid:1").resolve(1))
                .withMessageContaining("no-such-host.invalid");
    }
}
