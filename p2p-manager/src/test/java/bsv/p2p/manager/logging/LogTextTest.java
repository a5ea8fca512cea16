package bsv.p2p.manager.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void harmlessTextStaysAsItIs() {
        assertThat(LogText.safe("/Bitcoin SV:1.2.2(EU; 7)/ ${jndi:ldap} {}")).isEqualTo("/Bitcoin SV:1.2.2(EU; 7)/ ${jndi:ldap} {}");
        assertThat(LogText.safe("café")).isEqualTo("café");
    }

    @Test
    void whatMovesTheCursorOrTurnsTheTextIsEscaped() {
        assertThat(LogText.safe("a\r\nb\u001b[31m\u0085\u202e\\")).isEqualTo("a\\u{d}\\u{a}b\\u{1b}[31m\\u{85}\\u{202e}\\u{5c}");
        assertThat(LogText.safe("\ud800x")).isEqualTo("\\u{d800}x");
    }
}
