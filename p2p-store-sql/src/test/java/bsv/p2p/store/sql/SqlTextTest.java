package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.testkit.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    static final Iterable<String> TEXTS = Samples.HOSTILE_TEXTS;

    @ParameterizedTest
    @FieldSource("TEXTS")
    void hostileTextsComeBackAndAreEncodable(String text) {
        assertComesBack(text);
    }

    @Test
    void anyCharactersComeBack() {
        var random = new Random(1);
        for (int n = 0; n < 2_000; n++) {
            var chars = new char[random.nextInt(20)];
            for (int i = 0; i < chars.length; i++) chars[i] = (char) (random.nextBoolean() ? random.nextInt(0x1_0000) : 0xd800 + random.nextInt(0x800));
            assertComesBack(new String(chars));
        }
    }

    @Test
    void ordinaryTextsStayAsTheyAre() {
        assertThat(SqlText.encode("/Bitcoin SV:1.2.2/ \ud83e\udd91")).isEqualTo("/Bitcoin SV:1.2.2/ \ud83e\udd91");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\u", "\\u12", "\\x0041", "\\uzzzz", "text\\"})
    void whatWasNeverEncodedIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SqlText.decode(text));
    }

    private static void assertComesBack(String text) {
        var encoded = SqlText.encode(text);
        assertThat(SqlText.decode(encoded)).isEqualTo(text);
        assertThat(encoded).doesNotContain("\u0000");
        assertThat(UTF_8.newEncoder().canEncode(encoded)).isTrue();
    }
}
