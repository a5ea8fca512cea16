package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.message.Bytes;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarIntTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00", "1, 01", "252, fc",
        "253, fdfd00", "254, fdfe00", "65535, fdffff",
        "65536, fe00000100", "2147483647, feffffff7f", "2147483648, fe00000080", "4294967295, feffffffff"
    })
    void theShortestFormIsWrittenAndRead(long value, String hex) {
        var out = Unpooled.buffer();
        VarInt.write(value, out);
        assertThat(Bytes.wrap(Arrays.copyOf(out.array(), out.writerIndex())).toHex()).isEqualTo(hex);
        assertThat(read(hex)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd0000", "fdfc00", "fe00000000", "feffff0000", "ff0000000000000000", "ffffffffff00000000"})
    void longerFormsAreRefused(String hex) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> read(hex))
                .withMessageContaining("expected the shortest form of a number").satisfies(malformed -> assertThat(malformed.sizeTooLarge()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({"ff0000000001000000, 4294967296", "ffffffffffffffff7f, 9223372036854775807", "ff0000000000000080, 9223372036854775808", "ffffffffffffffffff, 18446744073709551615"})
    void numbersOf33BitsAndMoreAreTooLarge(String hex, String value) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> read(hex))
                .withMessage("count at byte 0: expected at most 4294967295, found " + value).satisfies(malformed -> assertThat(malformed.sizeTooLarge()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fd", "fdff", "fe", "feffffff", "ff", "ffffffffffffff"})
    void whatIsCutOffIsRefused(String hex) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> read(hex)).withMessageStartingWith("count at byte");
    }

    private static long read(String hex) {
        return new PayloadReader(Bytes.parseHex(hex)).varint("count");
    }
}
