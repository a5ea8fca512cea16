package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
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
/// killed too, and starts again with its store. `-Dsoak.minutes=60` for the whole hour, of which the last life takes the longer part. What the node told of
/// itself is in `target/soak.csv` then.
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakIT {
    private static final int CALLERS = 200;
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 2));
    private static final Duration SHORT_LIFE = Duration.ofSeconds(Math.clamp(LENGTH.toSeconds() / 3, 40, 600));
    private static final int SHORT_LIVES = 2;
    private static final Duration LIFE_OF_PEERS = Duration.ofSeconds(17);
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_HEAP = 40 * MEBIBYTE;
    /// In a short life a slope is noise.
    private static final long MOST_GROWTH = 6 * MEBIBYTE;
    /// A life of which a slope can be told. What is made once is made in the first ten minutes.
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration BEGINNING = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TELLS = Duration.ofSeconds(5);
    private static final double MOST_SLOPE = MEBIBYTE;
    private static final List<String> COLUMNS = List.of("heap", "threads", "descriptors", "inbound", "outbound", "messages", "missed");

    @TempDir
    Path folder;

    private final Random random = new Random(1);
    private final List<String> table = new ArrayList<>(List.of("life,seconds," + String.join(",", COLUMNS)));

    @Test
    void nothingGrowsNothingIsLostAndNothingBreaks() throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        int acknowledged = 0;
        try {
            for (int life = 1; life <= SHORT_LIVES; life++) acknowledged = live(life, SHORT_LIFE, acknowledged);
            live(SHORT_LIVES + 1, Duration.ofNanos(Math.max(end - System.nanoTime(), SHORT_LIFE.toNanos())), acknowledged);
        } finally {
            Files.write(Path.of("target", "soak.csv"), table);
        }
    }

    /// From a start to a kill, or, the last one, to an end in good order.
    ///
    /// @param before number of the ban that was acknowledged last, a second or more before the end
    /// @return the same for the next life
    private int live(int life, Duration length, int before) throws InterruptedException {
        try (var node = RunningNode.start(SoakNode.class, List.of("-Dio.netty.leakDetection.level=paranoid"), folder.resolve("peers.json").toString())) {
            assertThat(node.await("Began", 1).getFirst().get("number").asInt()).as("bans that were acknowledged").isGreaterThanOrEqualTo(before);
            withPeers(node.awaitAddress(), System.nanoTime() + length.toNanos());
            int known = node.events().all().stream().filter(event -> event.get("event").asString().equals("Banned")).mapToInt(event -> event.get("number").asInt()).max().orElse(before);
            node.await("Soak", length.toSeconds() / 10);
            var told = node.events().all().stream().filter(event -> event.get("event").asString().equals("Soak")).toList();
            write(life, told);
            checkFlat(told);
            if (length.compareTo(LONG) >= 0) checkSlope(told);
            if (life > SHORT_LIVES) {
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

    private static void checkSlope(List<JsonNode> told) {
        int first = Math.toIntExact(BEGINNING.dividedBy(BETWEEN_TELLS));
        double slope = slope(told.subList(first, told.size())) * Duration.ofHours(1).dividedBy(BETWEEN_TELLS);
        System.out.printf("heap after collection: %.2f MiB an hour%n", slope / MEBIBYTE);
        assertThat(slope).as("bytes of heap after collection that an hour adds").isLessThan(MOST_SLOPE);
    }

    /// Of the line through them that leaves the least squares: bytes from one to the next.
    private static double slope(List<JsonNode> told) {
        double middle = (told.size() - 1) / 2.0;
        double mean = told.stream().mapToLong(one -> one.get("heap").asLong()).average().orElseThrow();
        double up = 0;
        double across = 0;
        for (int i = 0; i < told.size(); i++) {
            up += (i - middle) * (told.get(i).get("heap").asLong() - mean);
            across += (i - middle) * (i - middle);
        }
        return up / across;
    }

    private void write(int life, List<JsonNode> told) {
        for (int i = 0; i < told.size(); i++) {
            var one = told.get(i);
            table.add(life + "," + (i + 1) * BETWEEN_TELLS.toSeconds() + "," + String.join(",", COLUMNS.stream().map(column -> one.get(column).asString()).toList()));
        }
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
