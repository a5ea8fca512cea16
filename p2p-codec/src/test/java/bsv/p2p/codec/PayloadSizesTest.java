package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every command's limit at n and n + 1, told from the header alone.
class PayloadSizesTest {
    private static final Magic MAGIC = Network.MAINNET.magic();
    private static final PayloadLimits BLOCKS_OF_10_MB = PayloadLimits.DEFAULT.withMaxBlockPayload(OptionalLong.of(10_000_000));

    @ParameterizedTest
    @CsvSource({
        "protoconf, 1048576",
        "tx, 1000000000",
        "datareftx, 1000000000",
        "block, 10000000",
        "cmpctblock, 10000000",
        "blocktxn, 10000000",
        "hdrsen, 10000000",
        "getblocktxn, 279090", // 10,000,000 / 215 × 6 + 24
        "merkleblock, 2097152",
        "version, 2097152",
        "inv, 2097152",
        "'', 2097152",
        "extmsg, 2097152", // nested
        "nosuch, 2097152"
    })
    void aPayloadMayBeAsLongAsTheLimitOfItsCommand(String command, long limit) {
        assertThat(MessageCodecs.maxPayload(new Command(command), BLOCKS_OF_10_MB)).isEqualTo(limit);
        if (!command.equals("extmsg")) assertLimit(24, Frames.header(MAGIC, command, limit, 0), Frames.header(MAGIC, command, limit + 1, 0), command, limit);
        assertLimit(44, Frames.extendedHeader(MAGIC, command, limit), Frames.extendedHeader(MAGIC, command, limit + 1), command, limit);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 0xffff_ffffL})
    void lengthsAreUnsignedIn32Bits(long length) {
        assertThat(Heard.in(Frames.header(MAGIC, "ping", length, 0), MAGIC).all)
                .containsExactly(new LinkFault.Oversize(new Command("ping"), length, 2_097_152));
        assertThat(Heard.in(Frames.header(MAGIC, "block", length, 0), MAGIC).all).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 0xffff_ffffL, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void lengthsAreUnsignedIn64Bits(long length) {
        var fault = new LinkFault.Oversize(new Command("ping"), length, 2_097_152);
        assertThat(Heard.in(Frames.extendedHeader(MAGIC, "ping", length), MAGIC).all).containsExactly(fault);
        assertThat(fault.describe()).isEqualTo("ping payload of %s bytes, the limit is 2097152".formatted(Long.toUnsignedString(length)));
    }

    @Test
    void withoutALimitForBlocksOnlyWhatNoSignedNumberHoldsIsTooLong() {
        assertThat(MessageCodecs.maxPayload(new Command("block"), PayloadLimits.DEFAULT)).isEqualTo(Long.MAX_VALUE);
        assertThat(MessageCodecs.maxPayload(new Command("getblocktxn"), PayloadLimits.DEFAULT)).isEqualTo(Long.MAX_VALUE / 215 * 6 + 44);
        assertLimit(44, Frames.extendedHeader(MAGIC, "block", Long.MAX_VALUE), Frames.extendedHeader(MAGIC, "block", Long.MIN_VALUE), "block", Long.MAX_VALUE);
        assertThat(Heard.in(Frames.extendedHeader(MAGIC, "block", -1), MAGIC).faults()).containsExactly(new LinkFault.Oversize(new Command("block"), -1, Long.MAX_VALUE));
    }

    @Test
    void ourOwnLimitIsASetting() {
        var limits = PayloadLimits.DEFAULT.withMaxRecvPayloadLength(0xffff_ffffL);
        assertThat(Heard.in(Frames.header(MAGIC, "inv", 0xffff_ffffL, 0), MAGIC, limits).all).isEmpty();
        assertThat(Heard.in(Frames.extendedHeader(MAGIC, "inv", 1L << 32), MAGIC, limits).all)
                .containsExactly(new LinkFault.Oversize(new Command("inv"), 1L << 32, 0xffff_ffffL));
    }

    @Test
    void aNarrowedReaderTakesAndHoldsLessWhateverTheCommand() {
        for (var command : new String[] {"block", "tx", "inv", "nosuch"}) {
            var heard = new Heard();
            try (var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT)) {
                reader.narrow(100, 10);
                Heard.feed(reader, Unpooled.wrappedBuffer(Frames.of(MAGIC, new Command(command), new byte[11])), heard);
                Heard.feed(reader, Unpooled.wrappedBuffer(Frames.header(MAGIC, command, 100, 0)), heard);
                Heard.feed(reader, Unpooled.wrappedBuffer(new byte[100]), heard);
                Heard.feed(reader, Unpooled.wrappedBuffer(Frames.header(MAGIC, command, 101, 0)), heard);
            }
            assertThat(heard.all).containsExactly(new LinkFault.Discarded(new Command(command), 11, true), new LinkFault.Discarded(new Command(command), 100, false),
                    new LinkFault.Oversize(new Command(command), 101, 100));
        }
    }

    @Test
    void aReaderThatIsWidenedAgainTakesTheNextFrame() {
        var heard = new Heard();
        var ping = Frames.of(MAGIC, new Command("ping"), new byte[8]);
        try (var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT)) {
            reader.narrow(8, 8);
            Heard.feed(reader, Unpooled.wrappedBuffer(ping), heard);
            reader.narrow(Long.MAX_VALUE, Long.MAX_VALUE);
            Heard.feed(reader, Unpooled.wrappedBuffer(Frames.of(MAGIC, new Command("nosuch"), new byte[100])), heard);
        }
        assertThat(heard.messages()).hasSize(2);
    }

    /// The header that is just right is waited for, the other one ends the stream with its own last byte.
    private static void assertLimit(int size, byte[] right, byte[] over, String command, long limit) {
        var waiting = new FrameReader(MAGIC, limitsFor(limit));
        var heard = new Heard();
        Heard.feed(waiting, Unpooled.wrappedBuffer(right, 0, size), heard);
        assertThat(heard.all).isEmpty();
        assertThat(waiting.inPayload()).isTrue();

        var stopped = new FrameReader(MAGIC, limitsFor(limit));
        Heard.feed(stopped, Unpooled.wrappedBuffer(over, 0, size - 1), heard);
        assertThat(heard.all).isEmpty();
        Heard.feed(stopped, Unpooled.wrappedBuffer(over, size - 1, 1), heard);
        assertThat(heard.all).containsExactly(new LinkFault.Oversize(new Command(command), limit + 1, limit));
        assertThat(stopped.stopped()).isTrue();
    }

    private static PayloadLimits limitsFor(long limit) {
        return limit == Long.MAX_VALUE ? PayloadLimits.DEFAULT : BLOCKS_OF_10_MB;
    }
}
