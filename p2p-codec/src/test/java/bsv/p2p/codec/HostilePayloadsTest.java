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
import bsv.p2p.api.peer.Network;
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

    @TestFactory
    Stream<DynamicTest> changedPayloadsAreReadOrMalformed() {
        return MessageCodecs.ALL.stream().map(codec -> DynamicTest.dynamicTest(codec.command().name(), () -> {
            var seeds = seeds(codec.command());
            var random = new Random(codec.command().hashCode());
            for (int i = 0; i < TRIES; i++) PayloadCheck.check(codec.command(), changed(seeds.get(random.nextInt(seeds.size())), random));
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
                PayloadCheck.check(codec.command(), payload);
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
        assertWithinItsBytes(Block.COMMAND, "00".repeat(80) + "fe40420f00", new byte[10 * 1_000_000]);
        var entries = new byte[24_000][];
        Arrays.fill(entries, HexFormat.of().parseHex("00".repeat(80) + "fdfd00"));
        assertWithinItsBytes(Headers.COMMAND, "fdc05d", Frames.with(entries));
        assertWithinItsBytes(GetBlockTxn.COMMAND, "00".repeat(32) + "fe40420f00", new byte[1_000_000]);
        assertWithinItsBytes(CmpctBlock.COMMAND, "00".repeat(88) + "00" + "fe40420f00", new byte[11 * 1_000_000]);
        assertWithinItsBytes(BlockTxn.COMMAND, "00".repeat(32) + "fe40420f00", new byte[10 * 1_000_000]);
        assertWithinItsBytes(HdrsEn.COMMAND, "fdc05d", new byte[84 * 24_000]);
        // The smallest transactions, whole in the proof too.
        var proof = "0501" + "0a" + "00".repeat(10) + "00".repeat(32) + "00";
        assertWithinItsBytes(HdrsEn.COMMAND, "fd1027" + ("00".repeat(82) + ("01" + "00".repeat(10) + proof).repeat(2)).repeat(10_000), new byte[0]);
        assertWithinItsBytes(DsDetected.COMMAND, "0100" + "fd1027" + ("01" + "00".repeat(80) + proof).repeat(10_000), new byte[0]);
    }

    private static void assertWithinItsBytes(Command command, String begin, byte[] rest) {
        var payload = Frames.with(HexFormat.of().parseHex(begin), rest);
        PayloadCheck.checkAllocation(command, payload);
        assertThat(Frames.decoded(command, payload).command()).isEqualTo(command);
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
