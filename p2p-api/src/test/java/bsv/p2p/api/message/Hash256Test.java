package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hash256Test {
    private static final String PRINTED = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    private static final String WIRE = "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000";

    @Test
    void peopleSeeTheBytesReversed() {
        var hash = Hash256.ofWire(HexFormat.of().parseHex("ff" + WIRE), 1);
        assertThat(hash).hasToString(PRINTED).isEqualTo(Hash256.parse(PRINTED)).isEqualTo(Hash256.parse(PRINTED.toUpperCase(Locale.ROOT)));
        assertThat(HexFormat.of().formatHex(hash.toArray())).isEqualTo(WIRE);
        assertThat(Hash256.ofWire(Bytes.parseHex("00" + WIRE), 1)).isEqualTo(hash).hasSameHashCodeAs(hash);
        var target = new byte[34];
        hash.writeTo(target, 2);
        assertThat(HexFormat.of().formatHex(target)).isEqualTo("0000" + WIRE);
    }

    @Test
    void wordsAreEightBytesEachLeastSignificantFirst() {
        var hash = Hash256.parse(PRINTED);
        assertThat(hash.word(0)).isEqualTo(0x72b3f1b60a8ce26fL);
        assertThat(hash.word(3)).isEqualTo(0x000000000019d668L);
        assertThat(Hash256.ofWords(hash.word(0), hash.word(1), hash.word(2), hash.word(3))).isEqualTo(hash);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> hash.word(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", PRINTED + "0", "g00000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"})
    void anythingElseIsRefused(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hash256.parse(hex)).withMessageContaining("found \"" + hex + "\"");
    }

    @Test
    void thirtyTwoBytesMustBeThere() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Hash256.ofWire(new byte[32], 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Hash256.ofWire(Bytes.wrap(new byte[40]).slice(0, 32), 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Hash256.ZERO.writeTo(new byte[32], 1));
    }

    @Test
    void orderIsThatOfTheNumbers() {
        var sorted = Stream.of("ff", "01", "00", "80", "7f").map(top -> Hash256.parse(top + "00".repeat(31))).sorted().map(hash -> hash.toString().substring(0, 2));
        assertThat(sorted).containsExactly("00", "01", "7f", "80", "ff");
        assertThat(Hash256.parse("00".repeat(31) + "02")).isGreaterThan(Hash256.parse("00".repeat(31) + "01"));
        assertThat(Hash256.ZERO).isEqualByComparingTo(Hash256.parse("00".repeat(32)));
    }
}
