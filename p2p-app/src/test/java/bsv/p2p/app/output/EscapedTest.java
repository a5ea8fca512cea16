package bsv.p2p.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedTest {
    @Test
    void whatCouldDisturbATerminalIsWrittenOut() {
        assertThat(Escaped.of("a\r\nb\u001b[2Jc\u009bd\u0000\u007f")).isEqualTo("a\\x0d\\x0ab\\x1b[2Jc\\x9bd\\x00\\x7f");
        assertThat(Escaped.of("user\u202Egnp.exe\u2066x\u200F\uFEFF")).isEqualTo("user\\u{202e}gnp.exe\\u{2066}x\\u{200f}\\u{feff}");
        assertThat(Escaped.of("a\u2028b\u2029")).isEqualTo("a\\u{2028}b\\u{2029}");
        assertThat(Escaped.of("x\uD800y\uDC00")).isEqualTo("x\\u{d800}y\\u{dc00}");
        assertThat(Escaped.of("tag\uDB40\uDC41")).isEqualTo("tag\\u{e0041}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/Bitcoin SV:1.2.2(EU; 7)/", "café", "日本", "\uD83D\uDE00", "${jndi:ldap://x}", "{}", "back\\slash"})
    void harmlessTextStaysAsItIs(String text) {
        assertThat(Escaped.of(text)).isEqualTo(text);
        assertThat(new Escaped(text)).hasToString(text);
    }

    @Test
    void escapingTwiceIsEscapingOnce() {
        for (int point = 0; point <= 0x3000; point++) {
            var once = Escaped.of("a" + Character.toString(point) + "b");
            assertThat(Escaped.of(once)).isEqualTo(once);
            assertThat(once.chars()).noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0));
        }
    }

    @Test
    void nothingWithinQuotesLooksLikeTheirEnd() {
        assertThat(Escaped.quoted("a\" height=5 \\")).isEqualTo("\"a\\\" height=5 \\\\\"");
        assertThat(Escaped.quoted("\\x1b\u001b")).isEqualTo("\"\\\\x1b\\x1b\"");
    }
}
