package bsv.p2p.app.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.GetAddr;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody can fill a disk through the log.
class LogVolumeIT {
    private static final Duration ATTACK = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1_000_000;
    private static final int ATTACKERS = 16;

    @TempDir
    Path folder;

    /// Each does one bad thing after the other, from an address of its own each time: frames that cost points, that ban, that cannot be read.
    private static final List<byte[]> BAD = List.of(
            Wire.repeat(Wire.frame(new GetAddr()), 99),
            Wire.header("version", 1L << 31, 0),
            new byte[1_000],
            Wire.frame("version", new byte[50]),
            Wire.repeat(Wire.join(Wire.header("version", 8, 1), new byte[8]), 200),
            Wire.frame(Wire.version("/Satoshi:27.0.0/ and so on and so on".repeat(6))));

    @Test
    void badFramesForFiveSecondsAreLessThanAMegabyteOfLogAtDebug() throws IOException {
        var log = folder.resolve("log");
        var visits = new AtomicInteger();
        try (var node = RunningNode.listening("--target", "0", "--max", "20", "--log-level", "debug", "--log-file", log.toString())) {
            var address = node.awaitAddress();
            long end = System.nanoTime() + ATTACK.toNanos();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < ATTACKERS; i++) threads.execute(() -> attack(address, end, visits));
            }
            assertThat(node.stop()).isZero();
        }
        var text = Files.readString(log, UTF_8);
        assertThat(visits.get()).as("attacks").isGreaterThan(200);
        assertThat(Files.size(log)).isLessThan(MOST_BYTES);
        assertThat(text.lines().filter(line -> line.contains("misbehavior")).count()).as("some of it is told").isPositive();
        assertThat(text).as("and how much is not").contains("left_out=");
    }

    private static void attack(InetSocketAddress node, long end, AtomicInteger visits) {
        while (System.nanoTime() - end < 0) {
            try (var caller = Caller.dial(node)) {
                caller.write(BAD.get(visits.getAndIncrement() % BAD.size()));
                if (visits.get() % 2 == 0) caller.vanish();
            } catch (IOException refused) {
                // It is too much for the node now and then; there are more.
            }
        }
    }
}
