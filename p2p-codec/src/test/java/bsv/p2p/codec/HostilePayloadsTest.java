package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Network;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whatever the bytes: a message, all of which can be read and written, or [MalformedMessage]; and memory in proportion.
class HostilePayloadsTest {
    private static final int TRIES = 2_000;
    private static final long SLACK = 64 << 10;

    @TestFactory
    Stream<DynamicTest> changedPayloadsAreReadOrMalformed() {
        return MessageCodecs.ALL.stream().map(codec -> DynamicTest.dynamicTest(codec.command().name(), () -> {
            var seeds = seeds(codec.command());
            var random = new Random(codec.command().hashCode());
            for (int i = 0; i < TRIES; i++) check(codec.command(), changed(seeds.get(random.nextInt(seeds.size())), random));
        }));
    }

    @TestFactory
    Stream<DynamicTest> randomPayloadsAreReadOrMalformed() {
        return MessageCodecs.ALL.stream().map(codec -> DynamicTest.dynamicTest(codec.command().name(), () -> {
            var random = new Random(~codec.command().hashCode());
            for (int i = 0; i < TRIES; i++) {
                var payload = new byte[random.nextInt(random.nextBoolean() ? 20 : 300)];
                random.nextBytes(payload);
                // Small counts get further than random ones.
                for (int at = 0; at < payload.length; at++) if (random.nextInt(3) > 0) payload[at] &= 3;
                check(codec.command(), payload);
            }
        }));
    }

    @Test
    void randomStreamsAreMessagesOrFaults() {
        var random = new Random(42);
        var frames = Vectors.valid().filter(vector -> vector.magic().equals(Network.REGTEST.magic())).map(Vectors.Vector::frame).filter(frame -> frame.length < 2_000).toList();
        for (int i = 0; i < 3_000; i++) {
            var stream = changed(Frames.with(frames.get(random.nextInt(frames.size())), frames.get(random.nextInt(frames.size()))), random);
            Heard.in(stream, Network.REGTEST.magic(), PayloadLimits.DEFAULT, random.nextInt(stream.length + 1));
        }
    }

    @Test
    void theCostliestListsStayWithinTheirBytes() {
        var transactions = Frames.with(HexFormat.of().parseHex("00".repeat(80) + "fe40420f00"), new byte[10 * 1_000_000]);
        assertAllocation(Block.COMMAND, transactions);
        var entry = HexFormat.of().parseHex("00".repeat(80) + "fdfd00");
        var entries = new byte[24_000][];
        Arrays.fill(entries, entry);
        assertAllocation(Headers.COMMAND, Frames.with(HexFormat.of().parseHex("fdc05d"), Frames.with(entries)));
        assertAllocation(GetBlockTxn.COMMAND, Frames.with(HexFormat.of().parseHex("00".repeat(32) + "fe40420f00"), new byte[1_000_000]));
        assertAllocation(CmpctBlock.COMMAND, Frames.with(HexFormat.of().parseHex("00".repeat(88) + "00" + "fe40420f00"), new byte[11 * 1_000_000]));
        assertAllocation(BlockTxn.COMMAND, Frames.with(HexFormat.of().parseHex("00".repeat(32) + "fe40420f00"), new byte[10 * 1_000_000]));
        assertAllocation(HdrsEn.COMMAND, Frames.with(HexFormat.of().parseHex("fdc05d"), new byte[84 * 24_000]));
        // Proven transactions of the smallest size, with the whole transaction in the proof.
        var proof = "0501" + "0a" + "00".repeat(10) + "00".repeat(32) + "00";
        assertAllocation(HdrsEn.COMMAND, HexFormat.of().parseHex("fd1027" + ("00".repeat(82) + ("01" + "00".repeat(10) + proof).repeat(2)).repeat(10_000)));
        assertAllocation(DsDetected.COMMAND, HexFormat.of().parseHex("0100" + "fd1027" + ("01" + "00".repeat(80) + proof).repeat(10_000)));
        assertThat(((Headers) Frames.decoded(Headers.COMMAND, Frames.with(HexFormat.of().parseHex("fdc05d"), Frames.with(entries)))).entries()).hasSize(24_000);
    }

    private static void check(Command command, byte[] payload) {
        Message message;
        try {
            message = Frames.decoded(command, payload);
        } catch (MalformedMessage malformed) {
            assertThat(malformed.offset()).isBetween(0, payload.length);
            assertAllocation(command, payload);
            return;
        }
        assertThat(message).isNotInstanceOf(Unknown.class);
        assertThat(WireFields.of(message)).isNotNull();
        assertThat(Frames.decoded(command, Frames.payloadOf(message))).isEqualTo(message);
        assertAllocation(command, payload);
    }

    static void assertAllocation(Command command, byte[] payload) {
        long allocated = Allocation.of(() -> decodeQuietly(command, payload));
        assertThat(allocated).as("%s of %d bytes", command, payload.length).isLessThan(2L * payload.length + SLACK);
    }

    private static void decodeQuietly(Command command, byte[] payload) {
        try {
            MessageCodecs.decode(command, Unpooled.wrappedBuffer(payload));
        } catch (MalformedMessage malformed) {
            assertThat(malformed.detail()).isNotEmpty();
        }
    }

    private static List<byte[]> seeds(Command command) {
        return Vectors.valid().filter(vector -> vector.command().equals(command)).map(Vectors.Vector::payload).filter(payload -> payload.length < 5_000).toList();
    }

    /// One to three random changes.
    private static byte[] changed(byte[] seed, Random random) {
        var bytes = seed.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = Frames.with(Arrays.copyOf(bytes, at), random(random, random.nextInt(10)), Arrays.copyOfRange(bytes, at, bytes.length));
                case 2 -> bytes = Frames.with(bytes, random(random, random.nextInt(100)));
                case 3 -> set(bytes, at, new byte[] {(byte) (0xfd + random.nextInt(3))});
                case 4 -> set(bytes, at, random(random, 1 + random.nextInt(8)));
                default -> set(bytes, at, new byte[] {(byte) random.nextInt(256)});
            }
        }
        return bytes;
    }

    private static byte[] random(Random random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void set(byte[] bytes, int at, byte[] value) {
        System.arraycopy(value, 0, bytes, at, Math.min(value.length, bytes.length - at));
    }
}
