package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FrameHeaderTest {
    private static final Magic MAGIC = Network.MAINNET.magic();
    private static final Hash256 HASH = Hash256.ofWords(0x44332211L, 0, 0, 0);

    @TestFactory
    Stream<DynamicTest> theHeaderOfEveryVectorIsReadAndWrittenAgain() {
        return Vectors.valid().map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var frame = vector.frame();
            var header = FrameHeader.parse(Unpooled.wrappedBuffer(frame));
            assertThat(header.magic()).isEqualTo(vector.magic());
            assertThat(header.command()).isEqualTo(vector.command());
            assertThat(header.length()).isEqualTo(vector.payload().length);
            assertThat(header.extended()).isEqualTo(vector.extended());
            assertThat(written(header)).isEqualTo(Arrays.copyOf(frame, header.size()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> extendedHeadersHaveTheOuterFieldsOfTheVectors() {
        return Vectors.in("extmsg").stream().map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var expected = vector.fields().get("ext_header");
            var header = FrameHeader.parse(Unpooled.wrappedBuffer(vector.frame()));
            assertThat(header.extended()).isTrue();
            assertThat(header.command().name()).isEqualTo(expected.get("ext_command").asString());
            assertThat(Long.toUnsignedString(header.length())).isEqualTo(expected.get("ext_length").asString());
            assertThat("%08x".formatted(header.checksum())).isEqualTo(expected.get("outer_checksum").asString());
        }));
    }

    @Test
    void theExtendedFormIsUsedOnlyWhereTheBasicOneCannotSayTheLength() {
        var basic = FrameHeader.of(MAGIC, new Command("block"), 0xffff_ffffL, HASH);
        assertThat(basic).isEqualTo(new FrameHeader(MAGIC, new Command("block"), 0xffff_ffffL, 0x11223344, false));
        assertThat(written(basic)).isEqualTo(Frames.header(MAGIC, "block", 0xffff_ffffL, 0x11223344));
        var extended = FrameHeader.of(MAGIC, new Command("block"), 0x1_0000_0000L, HASH);
        assertThat(extended).isEqualTo(new FrameHeader(MAGIC, new Command("block"), 0x1_0000_0000L, 0, true));
        assertThat(written(extended)).isEqualTo(Frames.extendedHeader(MAGIC, "block", 0x1_0000_0000L));
    }

    @Test
    void lengthsAreUnsigned() {
        var largest = new FrameHeader(MAGIC, new Command("block"), -1, 0, true);
        assertThat(FrameHeader.parse(Unpooled.wrappedBuffer(written(largest)))).isEqualTo(largest);
        assertThat(FrameHeader.lengthFor(-1)).isEqualTo(44);
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameHeader(MAGIC, new Command("block"), -1, 0, false)).withMessageContaining("18446744073709551615");
    }

    @Test
    void anExtendedHeaderHasNoChecksum() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameHeader(MAGIC, new Command("block"), 1, 1, true)).withMessageContaining("00000001");
    }

    @Test
    void aHeaderThatIsCutOffOrWrongIsMalformed() {
        assertMalformed(Arrays.copyOf(Frames.header(MAGIC, "ping", 0, 0), 23), "header at byte 0: expected 24 bytes, found 23");
        assertMalformed(Arrays.copyOf(Frames.extendedHeader(MAGIC, "ping", 0), 43), "header at byte 0: expected 44 bytes, found 43");
        assertMalformed(Frames.header(MAGIC, "p\u0001", 0, 0), "command at byte 4: expected at most 12 characters from ' ' to '~' and zeros, found 700100000000000000000000");
        assertMalformed(Frames.extendedHeader(MAGIC, "p\u0001", 0), "command at byte 24: expected at most 12 characters from ' ' to '~' and zeros, found 700100000000000000000000");
        assertMalformed(Frames.with(Frames.header(MAGIC, "extmsg", 0, 0), new byte[20]), "header at byte 4: expected an extended header, found outer length 00000000 instead of ffffffff");
    }

    @Test
    void aNameMayHaveTwelveCharactersOrNone() {
        assertThat(written(new FrameHeader(MAGIC, new Command("abcdefghijkl"), 0, 0, false))).isEqualTo(Frames.header(MAGIC, "abcdefghijkl", 0, 0));
        assertThat(FrameHeader.parse(Unpooled.wrappedBuffer(Frames.header(MAGIC, "abcdefghijkl", 0, 0))).command().name()).isEqualTo("abcdefghijkl");
        assertThat(FrameHeader.parse(Unpooled.wrappedBuffer(Frames.header(MAGIC, "", 0, 0))).command().name()).isEmpty();
        assertThat(FrameHeader.parse(Unpooled.wrappedBuffer(Frames.header(MAGIC, " ~", 0, 0))).command().name()).isEqualTo(" ~");
    }

    /// Usual commands are found in a table by their bytes; here are many that fall into the place of `sendheaders`, and of any.
    @Test
    void similarNamesAreToldApart() {
        for (var head : List.of("", "sendhead")) {
            for (int i = 0; i < 26 * 26 * 26; i++) {
                var name = head + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i / 26 / 26);
                assertThat(FrameHeader.parse(Unpooled.wrappedBuffer(Frames.header(MAGIC, name, 0, 0))).command().name()).isEqualTo(name);
            }
        }
    }

    private static void assertMalformed(byte[] header, String problem) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> FrameHeader.parse(Unpooled.wrappedBuffer(header))).withMessage(problem);
    }

    private static byte[] written(FrameHeader header) {
        var out = Unpooled.buffer(44);
        header.write(out);
        return Arrays.copyOf(out.array(), out.writerIndex());
    }
}
