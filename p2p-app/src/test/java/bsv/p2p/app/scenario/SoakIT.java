package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A node for a long time, or two minutes: two hundred callers that come and go, some of them bad, whose process is killed now and then; the node is
/// killed too, and starts again with its store. `-Dsoak.minutes=60` for the whole hour.
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakIT {
    private static final int CALLERS = 200;
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 2));
    /// The node lives through six of these, and is killed once more often than that in an hour.
    private static final Duration LIFE = Duration.ofSeconds(Math.clamp(LENGTH.toSeconds() / 3, 40, 600));
    private static final Duration LIFE_OF_PEERS = Duration.ofSeconds(17);
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_HEAP = 40 * MEBIBYTE;
    /// In a life of ten minutes this is less than the 1 MiB an hour of the whole; in a short one it is noise.
    private static final long MOST_GROWTH = 6 * MEBIBYTE;

    @TempDir
    Path folder;

    private final Random random = new Random(1);

    @Test
    void nothingGrowsNothingIsLostAndNothingBreaks() throws InterruptedException {
        long end = System.nanoTime() + LENGTH.toNanos();
        int lives = 0;
        int acknowledged = 0;
        do {
            boolean last = System.nanoTime() + LIFE.toNanos() >= end;
            acknowledged = live(last, acknowledged);
            lives++;
        } while (System.nanoTime() < end);
        assertThat(lives).isGreaterThan(1);
    }

    /// From a start to a kill, or to an end in good order.
    ///
    /// @param before number of the ban that was acknowledged last, a second or more before the end
    /// @return the same for the next life
    private int live(boolean last, int before) throws InterruptedException {
        try (var node = RunningNode.start(SoakNode.class, List.of("-Dio.netty.leakDetection.level=paranoid"), folder.resolve("peers.json").toString())) {
            assertThat(node.await("Began", 1).getFirst().get("number").asInt()).as("bans that were acknowledged").isGreaterThanOrEqualTo(before);
            withPeers(node.awaitAddress(), System.nanoTime() + LIFE.toNanos());
            int known = node.events().all().stream().filter(event -> event.get("event").asString().equals("Banned")).mapToInt(event -> event.get("number").asInt()).max().orElse(before);
            checkFlat(node.await("Soak", LIFE.toSeconds() / 10));
            if (last) {
                end(node);
            } else {
                let(Duration.ofMillis(1_100));
                node.kill();
            }
            assertThat(node.console().all()).as("the node has nothing to complain of but bad peers")
                    .noneMatch(line -> line.contains("LEAK:") || line.matches("\\S+ ERROR .*") || line.contains("damaged") || line.contains("cannot be written"));
            return known;
        }
    }

    /// Processes of peers, one after the other, each killed in the middle of what it does.
    private void withPeers(InetSocketAddress address, long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            try (var peers = RunningNode.of(SoakPeers.class, "127.0.0.1:" + address.getPort(), Integer.toString(CALLERS), Integer.toString(random.nextInt()))) {
                peers.await("Calling", 1);
                let(Duration.ofNanos(Math.clamp(end - System.nanoTime(), 0, LIFE_OF_PEERS.toNanos())));
            }
        }
    }

    private static void checkFlat(List<JsonNode> told) {
        assertThat(told).as("how it is, again and again").hasSizeGreaterThan(2);
        var later = told.subList(told.size() / 3, told.size());
        assertThat(later).allSatisfy(one -> assertThat(one.get("heap").asLong()).as("heap after collection").isLessThan(MOST_HEAP));
        assertThat(later.getLast().get("heap").asLong() - later.getFirst().get("heap").asLong()).as("growth of the heap").isLessThan(MOST_GROWTH);
        assertThat(spread(later, "threads")).as("threads").isLessThan(12);
        assertThat(later).allSatisfy(one -> assertThat(one.get("descriptors").asInt() - one.get("inbound").asInt() - one.get("outbound").asInt()).as("descriptors beside connections").isLessThan(300));
        assertThat(later.stream().mapToInt(one -> one.get("inbound").asInt()).max().orElseThrow()).as("callers at a time").isGreaterThan(CALLERS / 2);
        assertThat(later.stream().mapToInt(one -> one.get("outbound").asInt()).max().orElseThrow()).as("dialed at a time").isPositive();
        assertThat(told.getLast().get("messages").asLong()).as("messages").isGreaterThan(1_000);
    }

    private static int spread(List<JsonNode> told, String field) {
        var values = new ArrayList<>(told.stream().map(one -> one.get(field).asInt()).sorted().toList());
        return values.getLast() - values.getFirst();
    }

    /// Both subscribers account for the same events.
    private static void end(RunningNode node) {
        node.endInput();
        var ended = node.await("Ended", 1).getFirst();
        assertThat(ended.get("missed").asLong()).as("events that the slow one was told it missed").isPositive();
        assertThat(ended.get("slow").asLong()).as("events that the slow one heard or knows it missed").isEqualTo(ended.get("quick").asLong());
        assertThat(node.awaitExit()).isZero();
    }

    private static void let(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }
}
