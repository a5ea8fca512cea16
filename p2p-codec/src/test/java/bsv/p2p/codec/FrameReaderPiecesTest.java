package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// However a stream is cut, what it says is the same.
class FrameReaderPiecesTest {
    private static final Magic MAGIC = Network.REGTEST.magic();
    /// Larger frames are not cut at every byte, but around the header, at the end and here and there.
    private static final int CUT_AT_EVERY_BYTE = 1_500;

    @TestFactory
    Stream<DynamicTest> streamsSayWhatTheyShallInTheGivenPieces() {
        return Vectors.in("streams").stream().map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var pieces = vector.node().get("chunk_lengths").valueStream().mapToInt(length -> length.asInt()).toArray();
            var heard = Heard.in(vector.hex("stream_hex"), vector.magic(), PayloadLimits.DEFAULT, pieces);
            assertThat(heard.faults()).isEmpty();
            var actual = heard.messages().stream().map(message -> {
                var payload = Bytes.wrap(Frames.payloadOf(message));
                return "%s %d %s".formatted(message.command(), payload.length(), Bytes.wrap(payload.doubleSha256().toArray()).toHex());
            });
            var expected = vector.node().get("expect_messages").valueStream()
                    .map(message -> "%s %d %s".formatted(message.get("command").asString(), message.get("payload_length").asInt(), message.get("payload_sha256d").asString()));
            assertThat(actual).containsExactlyElementsOf(expected.toList());
        }));
    }

    @Test
    void aFrameSaysTheSameWhereverItIsCutInTwo() {
        corpus().forEach(frame -> {
            var whole = Heard.in(frame, MAGIC).all;
            cuts(frame.length).forEach(cut -> assertThat(Heard.in(frame, MAGIC, PayloadLimits.DEFAULT, cut).all).as("cut at %d", cut).isEqualTo(whole));
        });
    }

    @Test
    void allFramesInOneStreamSayTheSameHoweverItIsCut() {
        var frames = corpus().filter(frame -> frame.length <= 10_000 && !endsStream(frame)).toArray(byte[][]::new);
        assertThat(frames.length).isGreaterThan(1_000);
        var stream = Frames.with(frames);
        var whole = Heard.in(stream, MAGIC).all;
        assertThat(whole).hasSize(frames.length);
        var random = new Random(20_261_120);
        for (int round = 0; round < 100; round++) {
            int largest = new int[] {1, 2, 7, 24, 44, 100, 1_460, 65_536}[round % 8];
            var pieces = random.ints(stream.length, 1, largest + 1).toArray();
            assertThat(Heard.in(stream, MAGIC, PayloadLimits.DEFAULT, upTo(stream.length, pieces)).all).as("pieces up to %d", largest).isEqualTo(whole);
        }
    }

    @Test
    void theMagicIsJudgedWithItsFourthByte() {
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        Heard.feed(reader, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}), heard);
        assertThat(heard.all).isEmpty();
        Heard.feed(reader, Unpooled.wrappedBuffer(new byte[] {4}), heard);
        assertThat(heard.all).containsExactly(new LinkFault.WrongMagic(MAGIC, new Magic(0x01020304)));
        assertThat(reader.stopped()).isTrue();
    }

    /// A reader whose work grows with the square of the pieces takes minutes for this.
    @Test
    @Timeout(20)
    void twoMebibytesInPiecesOfOneByteTakeLittleTimeAndMemory() {
        var payload = new byte[2 << 20];
        new Random(1).nextBytes(payload);
        var frame = Frames.of(MAGIC, new Command("any"), payload);
        var piece = Unpooled.buffer(1, 1);
        var heard = new Heard();
        var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT);
        long start = System.nanoTime();
        long allocated = Allocation.of(() -> {
            for (byte next : frame) reader.read(piece.clear().writeByte(next), heard);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2 * 2)); // it ran twice
        assertThat(heard.messages()).hasSize(2).containsOnly(new Unknown(new Command("any"), Bytes.wrap(payload)));
        assertThat(allocated).as("pieces and the whole").isLessThan(3L * payload.length);
    }

    @Test
    void aHeaderThatAnnouncesTheWorldCostsNothing() {
        var announced = Frames.with(Frames.header(MAGIC, "tx", 999_999_999, 0), new byte[100]);
        var limits = PayloadLimits.DEFAULT.withStreamThreshold(1 << 30);
        long allocated = Allocation.of(() -> {
            var reader = new FrameReader(MAGIC, limits);
            reader.read(Unpooled.wrappedBuffer(announced), new Heard());
            assertThatCode(reader::close).doesNotThrowAnyException();
        });
        assertThat(allocated).isLessThan(64 << 10);
    }

    @Test
    void memoryGrowsWithTheBytesThatCame() {
        var announced = Frames.header(MAGIC, "tx", 999_999_999, 0);
        var limits = PayloadLimits.DEFAULT.withStreamThreshold(1 << 30);
        int came = 8 << 20;
        var piece = Unpooled.wrappedBuffer(new byte[16 << 10]);
        long allocated = Allocation.of(() -> {
            var reader = new FrameReader(MAGIC, limits);
            reader.read(Unpooled.wrappedBuffer(announced), new Heard());
            for (int i = 0; i < came / (16 << 10); i++) reader.read(piece.slice(), new Heard());
            reader.close();
        });
        assertThat(allocated).isLessThan(2L * came + (1 << 20));
    }

    private static boolean endsStream(byte[] frame) {
        return Heard.in(frame, MAGIC).faults().stream().anyMatch(LinkFault::endsStream);
    }

    /// All frames there are, good and bad, as of one network.
    private static Stream<byte[]> corpus() {
        return Stream.concat(Vectors.valid(), Stream.of("invalid", "lenient", "mutated").flatMap(file -> Vectors.in(file).stream())).map(vector -> {
            var frame = vector.frame();
            if (!vector.magic().equals(MAGIC)) ByteBuffer.wrap(frame).putInt(MAGIC.bits());
            return frame;
        });
    }

    private static IntStream cuts(int length) {
        if (length <= CUT_AT_EVERY_BYTE) return IntStream.range(0, length);
        var somewhere = new Random(length).ints(20, 45, length - 45);
        return IntStream.concat(somewhere, IntStream.concat(IntStream.range(0, 45), IntStream.range(length - 45, length)));
    }

    /// As many of the pieces as fit.
    private static int[] upTo(int length, int[] pieces) {
        int sum = 0;
        int count = 0;
        while (count < pieces.length && sum + pieces[count] <= length) sum += pieces[count++];
        return Arrays.copyOf(pieces, count);
    }
}
