package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.codec.Heard.Framed;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of frames, good and bad, that come whole; FrameReaderPiecesTest has those that come in pieces.
class FrameReaderTest {
    private static final Magic MAGIC = Network.REGTEST.magic();
    private static final byte[] PING = Frames.of(MAGIC, Ping.COMMAND, new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
    private static final Framed PING_HEARD = new Framed(new Ping(7), 32);

    @Test
    void anEmptyPayloadNeedsNothingAfterTheHeader() {
        assertThat(Heard.in(Frames.of(MAGIC, Verack.COMMAND, new byte[0]), MAGIC).all).containsExactly(new Framed(new Verack(), 24));
    }

    @Test
    void manyFramesInOneReadComeInTheirOrder() {
        var frames = new byte[200][];
        var expected = new ArrayList<>();
        for (int i = 0; i < frames.length; i++) {
            Message message = i % 2 == 0 ? new Ping(i) : new FeeFilter(i);
            frames[i] = Frames.of(MAGIC, message.command(), Frames.payloadOf(message));
            expected.add(new Framed(message, 32));
        }
        assertThat(Heard.in(Frames.with(frames), MAGIC).all).isEqualTo(expected);
    }

    @Test
    void anotherMagicEndsTheStream() {
        var mainnet = Network.MAINNET.magic();
        var heard = Heard.in(Frames.with(PING, Frames.of(mainnet, Verack.COMMAND, new byte[0]), PING), MAGIC);
        assertThat(heard.all).containsExactly(PING_HEARD, new LinkFault.WrongMagic(MAGIC, mainnet));
    }

    @Test
    void theMagicIsCheckedBeforeTheRestOfTheHeader() {
        var everythingWrong = Frames.header(Network.STN.magic(), "pi\u0001ng", 0xffff_ffffL, 0);
        assertThat(Heard.in(everythingWrong, MAGIC).all).containsExactly(new LinkFault.WrongMagic(MAGIC, Network.STN.magic()));
    }

    @Test
    void aWrongChecksumDropsTheMessageAlone() {
        var bad = PING.clone();
        bad[20] ^= 1;
        var heard = Heard.in(Frames.with(bad, PING), MAGIC);
        assertThat(heard.all).containsExactly(new LinkFault.BadChecksum(Ping.COMMAND, 0x8d820c80, 0x8c820c80), PING_HEARD);
        assertThat(heard.faults().getFirst().describe()).isEqualTo("ping checksum is 8d820c80, computed 8c820c80");
    }

    @Test
    void aPayloadThatCannotBeReadDropsTheMessageAlone() {
        var heard = Heard.in(Frames.with(Frames.of(MAGIC, Ping.COMMAND, new byte[3]), PING), MAGIC);
        assertThat(heard.all).containsExactly(new LinkFault.Malformed(Ping.COMMAND, "nonce at byte 0: expected 8 bytes, found 3", false), PING_HEARD);
    }

    @Test
    void aMalformedCommandIsPassedOverWithItsPayload() {
        var bad = Frames.with(Frames.header(MAGIC, "p\u00efng", 5, 0), new byte[] {1, 2, 3, 4, 5});
        var heard = Heard.in(Frames.with(bad, PING), MAGIC);
        assertThat(heard.all).containsExactly(new LinkFault.BadCommand(Bytes.parseHex("70ef6e670000000000000000")), PING_HEARD);
    }

    @Test
    void aMalformedCommandNeedsNoPayload() {
        var heard = Heard.in(Frames.with(Frames.header(MAGIC, "ping\0x", 0, 0), PING), MAGIC);
        assertThat(heard.all).containsExactly(new LinkFault.BadCommand(Bytes.parseHex("70696e670078000000000000")), PING_HEARD);
    }

    @Test
    void aMalformedCommandWithMoreThanAnOrdinaryPayloadEndsTheStream() {
        var limit = PayloadLimits.DEFAULT.maxRecvPayloadLength();
        var heard = Heard.in(Frames.header(MAGIC, "p\u00efn\u0001", limit + 1, 0), MAGIC);
        assertThat(heard.all).containsExactly(new LinkFault.Oversize(new Command("p?n?"), limit + 1, limit));
        assertThat(Heard.in(Frames.header(MAGIC, "p\u00efn\u0001", limit, 0), MAGIC).all).isEmpty();
    }

    @Test
    void anExtendedHeaderCarriesAnyLengthAndHasNoChecksum() {
        var frame = Frames.with(Frames.extendedHeader(MAGIC, "ping", 8), new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
        assertThat(Heard.in(Frames.with(frame, PING), MAGIC).all).containsExactly(new Framed(new Ping(7), 52), PING_HEARD);
    }

    @Test
    void anExtendedHeaderInAnExtendedHeaderIsAnUnknownMessage() {
        var frame = Frames.with(Frames.extendedHeader(MAGIC, "extmsg", 2), new byte[] {1, 2});
        assertThat(Heard.in(Frames.with(frame, PING), MAGIC).all)
                .containsExactly(new Framed(new Unknown(new Command("extmsg"), Bytes.parseHex("0102")), 46), PING_HEARD);
    }

    @Test
    void aMalformedCommandInAnExtendedHeaderIsPassedOver() {
        var frame = Frames.with(Frames.extendedHeader(MAGIC, "a\u0002", 1), new byte[1]);
        assertThat(Heard.in(Frames.with(frame, PING), MAGIC).all)
                .containsExactly(new LinkFault.BadCommand(Bytes.parseHex("610200000000000000000000")), PING_HEARD);
    }

    @Test
    void theOuterFieldsOfAnExtendedHeaderMustBeExactAndAreJudgedWithoutTheRest() {
        assertBadExtended(Frames.header(MAGIC, "extmsg2", 0xffff_ffffL, 0), "command 6578746d7367320000000000 instead of extmsg and six zeros");
        assertBadExtended(Frames.header(MAGIC, "extmsg", 0xffff_fffeL, 0), "outer length fffffffe instead of ffffffff");
        assertBadExtended(Frames.header(MAGIC, "extmsg", 0xffff_ffffL, 0x01020304), "checksum 01020304 instead of 00000000");
    }

    private static void assertBadExtended(byte[] outer, String what) {
        assertThat(Heard.in(outer, MAGIC).all).containsExactly(new LinkFault.BadExtendedHeader(what));
    }

    @Test
    void aPayloadOverTheThresholdIsHashedAndDropped() {
        var limits = PayloadLimits.DEFAULT.withStreamThreshold(1 << 20);
        var bulk = new Command("bulk");
        var atThreshold = new byte[1 << 20];
        var overThreshold = new byte[(1 << 20) + 1];
        var wrong = Frames.of(MAGIC, bulk, overThreshold);
        wrong[23] ^= 1;
        var extended = Frames.with(Frames.extendedHeader(MAGIC, "bulk", overThreshold.length), overThreshold);
        var stream = Frames.with(Frames.of(MAGIC, bulk, atThreshold), Frames.of(MAGIC, bulk, overThreshold), wrong, extended, PING);
        assertThat(Heard.in(stream, MAGIC, limits).all).containsExactly(
                new Framed(new Unknown(bulk, Bytes.wrap(atThreshold)), 24 + (1 << 20)),
                new LinkFault.Discarded(bulk, overThreshold.length, true),
                new LinkFault.Discarded(bulk, overThreshold.length, false),
                new LinkFault.Discarded(bulk, overThreshold.length, true),
                PING_HEARD);
    }

    @Test
    void otherLimitsHoldFromTheNextHeaderThatBecomesComplete() {
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        var raised = PayloadLimits.DEFAULT.withMaxRecvPayloadLength(3 << 20);
        var payload = new byte[(2 << 20) + 1];
        var frame = Frames.of(MAGIC, new Command("any"), payload);
        feed(reader, heard, frame, 0, 23);
        reader.limits(raised);
        feed(reader, heard, frame, 23, 1000);
        reader.limits(PayloadLimits.DEFAULT);
        feed(reader, heard, frame, 1023, frame.length - 1023);
        assertThat(heard.messages()).containsExactly(new Unknown(new Command("any"), Bytes.wrap(payload)));
        feed(reader, heard, frame, 0, frame.length);
        assertThat(heard.faults()).containsExactly(new LinkFault.Oversize(new Command("any"), payload.length, 2 << 20));
        assertThat(reader.stopped()).isTrue();
    }

    /// Of a payload that was at hand, and of one that came in pieces.
    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void aSinkThatStopsTheReaderHearsNoMore(int firstPiece) {
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        var stopping = new FrameSink() {
            @Override
            public void message(Message message, long frameBytes) {
                heard.message(message, frameBytes);
                reader.stop();
            }

            @Override
            public void fault(LinkFault fault) {
                heard.fault(fault);
            }
        };
        var two = Unpooled.wrappedBuffer(PING, PING);
        reader.read(two.readSlice(firstPiece), stopping);
        reader.read(two, stopping);
        assertThat(two.isReadable()).isFalse();
        assertThat(heard.all).containsExactly(PING_HEARD);
        assertThat(reader.stopped()).isTrue();
        feed(reader, heard, PING, 0, PING.length);
        assertThat(heard.all).hasSize(1);
    }

    @Test
    void whatASinkThrowsComesOutAndTheNextFrameIsReadAllTheSame() {
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        var failing = new FrameSink() {
            @Override
            public void message(Message message, long frameBytes) {
                throw new IllegalStateException("sink");
            }

            @Override
            public void fault(LinkFault fault) {
                throw new AssertionError(fault.describe());
            }
        };
        var two = Unpooled.wrappedBuffer(PING, PING);
        assertThatIllegalStateException().isThrownBy(() -> reader.read(two, failing)).withMessage("sink");
        assertThat(two.readableBytes()).isEqualTo(PING.length);
        var heard = new Heard();
        reader.read(two, heard);
        assertThat(heard.all).containsExactly(PING_HEARD);
    }

    @Test
    void aPayloadIsUnderWayFromItsHeaderToItsLastByte() {
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        for (int i = 0; i < PING.length; i++) {
            assertThat(reader.inPayload()).as("after %d bytes", i).isEqualTo(i >= 24);
            feed(reader, heard, PING, i, 1);
        }
        assertThat(reader.inPayload()).isFalse();
        assertThat(heard.all).containsExactly(PING_HEARD);
    }

    @Test
    void closingInTheMiddleOfAPayloadForgetsIt() {
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        feed(reader, heard, PING, 0, 30);
        reader.close();
        assertThat(reader.inPayload()).isFalse();
        feed(reader, heard, PING, 30, 2);
        assertThat(heard.all).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 25, 40})
    void theBufferMayBeUsedAgainAtOnce(int piece) {
        var text = new byte[40];
        Arrays.fill(text, (byte) 'x');
        var frame = Frames.of(MAGIC, new Command("any"), text);
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        var buffer = ByteBufAllocator.DEFAULT.directBuffer(64, 64);
        for (int at = 0; at < frame.length; at += piece) {
            buffer.clear().writeBytes(frame, at, Math.min(piece, frame.length - at));
            reader.read(buffer, heard);
            buffer.setZero(0, 64);
        }
        buffer.release();
        assertThat(heard.messages()).containsExactly(new Unknown(new Command("any"), Bytes.wrap(text)));
    }

    private static void feed(FrameReader reader, Heard heard, byte[] bytes, int from, int count) {
        Heard.feed(reader, Unpooled.wrappedBuffer(bytes, from, count), heard);
    }
}
