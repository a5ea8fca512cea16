package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadFacts.BlockFacts;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LargePayloadTest {
    private static final Magic MAGIC = Magic.parse("dab5bffa");
    private static final PayloadLimits LIMITS = PayloadLimits.DEFAULT.withStreamThreshold(1 << 20);
    private static final Command BLOCK = new Command("block");
    private static final int LENGTH = (1 << 20) + 12_345;
    private static final byte[] PING = Frames.written(new Ping(7), MAGIC);

    private final byte[] payload = new byte[LENGTH];

    LargePayloadTest() {
        new SplittableRandom(5).nextBytes(payload);
        payload[BlockHeader.LENGTH] = (byte) 0xfd;
        payload[BlockHeader.LENGTH + 1] = 0x39;
        payload[BlockHeader.LENGTH + 2] = 0x30;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 79, 85, 1_000, 65_536, 1 << 21})
    void aBlockIsOfferedWithItsFactsAndHandedOnWholeInWhateverPiecesItCame(int piece) {
        var taker = new Taker();
        feed(Frames.with(Frames.of(MAGIC, BLOCK, payload), PING), taker, piece);

        var facts = new BlockFacts(BlockHeader.ofWire(Bytes.wrap(payload), 0), 12_345);
        assertThat(taker.heard).containsExactly(new PayloadFacts(BLOCK, LENGTH, false, Optional.of(facts)), "right", new Ping(7));
        assertThat(taker.bytes.toByteArray()).isEqualTo(payload);
        assertThat(taker.largest).isLessThanOrEqualTo(1 << 16);
    }

    @Test
    void theOfferComesWithTheFirstBytesAndNoneIsHandedOnBefore() {
        var taker = new Taker();
        try (var reader = new FrameReader(MAGIC, LIMITS)) {
            var frame = Unpooled.wrappedBuffer(Frames.of(MAGIC, BLOCK, payload));
            reader.read(frame.readSlice(24 + 84), taker);
            assertThat(taker.heard).isEmpty();
            reader.read(frame.readSlice(1), taker);
            assertThat(taker.heard).hasSize(1);
            assertThat(taker.bytes.size()).isZero();
        }
        assertThat(taker.heard).last().isEqualTo("broken");
    }

    @Test
    void aWrongChecksumIsToldAtTheEndAndIsAFaultToo() {
        var frame = Frames.of(MAGIC, BLOCK, payload);
        frame[500_000] ^= 1;
        var taker = new Taker();
        feed(Frames.with(frame, PING), taker, 1 << 16);
        assertThat(taker.heard).hasSize(4).element(1).isEqualTo("wrong");
        assertThat(taker.heard.get(2)).isInstanceOf(LinkFault.BadChecksum.class);
        assertThat(taker.heard.get(3)).isEqualTo(new Ping(7));
    }

    @Test
    void anExtendedHeaderHasNoChecksumToBeWrong() {
        var taker = new Taker();
        feed(Frames.with(Frames.extendedHeader(MAGIC, "block", LENGTH), payload, PING), taker, 1 << 16);
        assertThat(taker.heard).element(0).isInstanceOfSatisfying(PayloadFacts.class, facts -> assertThat(facts.extended()).isTrue());
        assertThat(taker.heard).endsWith("right", new Ping(7));
        assertThat(taker.bytes.toByteArray()).isEqualTo(payload);
    }

    @Test
    void aLengthOfSixtyThreeBitsIsTakenAsItComesAndOneMoreIsTooLong() {
        var taker = new Taker();
        feed(Frames.with(Frames.extendedHeader(MAGIC, "block", Long.MAX_VALUE), payload), taker, 1 << 16);
        assertThat(taker.heard).element(0).isInstanceOfSatisfying(PayloadFacts.class, facts -> assertThat(facts.length()).isEqualTo(Long.MAX_VALUE));
        assertThat(taker.heard).last().isEqualTo("broken");
        var refused = new Taker();
        feed(Frames.extendedHeader(MAGIC, "block", Long.MIN_VALUE), refused, 1 << 16);
        assertThat(refused.heard).containsExactly(new LinkFault.Oversize(BLOCK, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"block, fd0100", "block, ff0000000001000000", "blocktxn, fd3930", "tx, 00"})
    void whatHasNoFactsToTellIsOfferedWithoutThem(String command, String count) {
        Bytes.parseHex(count).copyTo(payload, BlockHeader.LENGTH);
        var taker = new Taker();
        feed(Frames.of(MAGIC, new Command(command), payload), taker, 1 << 16);
        assertThat(taker.heard).containsExactly(new PayloadFacts(new Command(command), LENGTH, false, Optional.empty()), "right");
    }

    @Test
    void whoStopsTheReaderWhileItIsAskedGetsNothing() {
        var taker = new Taker();
        try (var reader = new FrameReader(MAGIC, LIMITS)) {
            taker.whenOffered = reader::stop;
            reader.read(Unpooled.wrappedBuffer(Frames.with(Frames.of(MAGIC, BLOCK, payload), PING)), taker);
        }
        assertThat(taker.heard).hasSize(2).last().isEqualTo("broken");
        assertThat(taker.bytes.size()).isZero();
    }

    @Test
    void whoStopsTheReaderAtAPieceGetsNoMore() {
        var taker = new Taker();
        try (var reader = new FrameReader(MAGIC, LIMITS)) {
            taker.whenTaken = reader::stop;
            reader.read(Unpooled.wrappedBuffer(Frames.with(Frames.of(MAGIC, BLOCK, payload), PING)), taker);
        }
        assertThat(taker.heard).hasSize(2).last().isEqualTo("broken");
        assertThat(taker.bytes.size()).isLessThanOrEqualTo(1 << 16);
    }

    @Test
    void whatIsHeldForOneThatBeganGrowsWithWhatCame() {
        var beginning = Frames.with(Frames.header(MAGIC, "block", 0xffff_ffffL, 0), new byte[60]);
        assertThat(Allocation.of(() -> {
            try (var reader = new FrameReader(MAGIC, LIMITS)) {
                reader.read(Unpooled.wrappedBuffer(beginning), new Taker());
            }
        })).isLessThan(16_384);
    }

    private static void feed(byte[] stream, FrameSink sink, int piece) {
        try (var reader = new FrameReader(MAGIC, LIMITS)) {
            var bytes = Unpooled.wrappedBuffer(stream);
            while (bytes.isReadable()) reader.read(bytes.readSlice(Math.min(piece, bytes.readableBytes())), sink);
        }
    }

    private static final class Taker implements FrameSink, PayloadSink {
        private final List<Object> heard = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int largest;
        private Runnable whenOffered = () -> {};
        private Runnable whenTaken = () -> {};

        @Override
        public void message(Message message, long frameBytes) {
            heard.add(message);
        }

        @Override
        public Optional<PayloadSink> payload(PayloadFacts facts) {
            heard.add(facts);
            whenOffered.run();
            return Optional.of(this);
        }

        @Override
        public void fault(LinkFault fault) {
            heard.add(fault);
        }

        @Override
        public void take(Bytes piece) {
            bytes.writeBytes(piece.toArray());
            largest = Math.max(largest, piece.length());
            whenTaken.run();
        }

        @Override
        public void complete(boolean checksumOk) {
            heard.add(checksumOk ? "right" : "wrong");
        }

        @Override
        public void broken() {
            heard.add("broken");
        }
    }
}
