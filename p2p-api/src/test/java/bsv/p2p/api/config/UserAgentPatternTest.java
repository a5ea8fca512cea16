package bsv.p2p.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.error.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentPatternTest {
    @ParameterizedTest
    @CsvSource({
        "abc, /Bitcoin ABC:0.22.1/, true",
        "ABC, /bitcoin abc/, true",
        "abc, /ab-c/, false",
        "/a/, /a/, true",
        "(a+)+$, /(A+)+$/, true", // no regular expression
        "[a], a, false",
        "*, '', true",
        "?, '', false",
        "*, anything, true",
        "/bitcoin sv:*/, /Bitcoin SV:1.2.2(EU; 7)/, true",
        "/bitcoin sv:*/, x/Bitcoin SV:1.2.2/, false", // a glob is about the whole
        "/bitcoin sv:*/, /Bitcoin SV:1.2.2/x, false",
        "/a?c/, /abc/, true",
        "/a?c/, /ac/, false",
        "*b*d, abcbd, true",
        "*b*d, abcbdx, false",
        "a**b, ab, true",
        "a*b*c, aXbYbZc, true",
        "*.*.*, a.b, false"
    })
    void aTextIsLookedForAndAGlobMatchesTheWhole(String pattern, String agent, boolean matches) {
        assertThat(new UserAgentPattern(pattern).matches(agent)).isEqualTo(matches);
    }

    /// Backtracking into every star would take longer than the universe is old.
    @Test
    @Timeout(5)
    void starsDoNotMultiply() {
        var pattern = new UserAgentPattern("*a".repeat(100) + "b");
        var agent = "a".repeat(256);
        for (int i = 0; i < 100; i++) assertThat(pattern.matches(agent)).isFalse();
    }

    @Test
    void aPatternHas1To256Characters() {
        assertThat(new UserAgentPattern("x".repeat(256)).matches("x".repeat(256))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new UserAgentPattern("")).withMessageContaining("has 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new UserAgentPattern("x".repeat(257))).withMessageContaining("has 257");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Bitcoin ABC/", "/cash-node/", "/BCH:1/", "", "/\u00e9/", "/a\n/"})
    void ourOwnAgentIsOneThatPeersLetIn(String agent) {
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> IdentityConfig.DEFAULT.withUserAgent(agent)).withMessageContaining("userAgent must");
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> IdentityConfig.DEFAULT.withUserAgent("/abc/" + "\u00e9".repeat(256)))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(3));
    }
}
