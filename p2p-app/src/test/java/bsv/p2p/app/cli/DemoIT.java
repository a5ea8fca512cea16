package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The whole demo, as its command runs it: real managers, sockets and DNS packets on loopback.
class DemoIT {
    private static final int PATIENCE_SECONDS = 60;

    private final Stop stop = new Stop();

    @TempDir
    private Path home;

    @AfterEach
    void end() {
        stop.want();
    }

    @Test
    void theNodeUnderShowFindsPeersFollowsTheChainAndReplacesThoseThatAreKilled() throws Exception {
        var events = new Events();
        var exit = CompletableFuture.supplyAsync(() -> demo(events, "--peers", "9", "--seconds", "0", "--events", "json"),
                task -> Thread.ofPlatform().name("demo-command").start(task));
        events.await(event -> is(event, "DemoTargetReached") && !event.get("refilled").asBoolean());
        events.await(event -> is(event, "DemoBlockRelayed") && event.get("transactions").asInt() > 1);
        events.await(event -> is(event, "DemoNodesKilled"));
        events.await(event -> is(event, "ConnectionRestarting") && event.get("restarts").asInt() == 0);
        events.await(event -> is(event, "DemoTargetReached") && event.get("refilled").asBoolean());
        events.await(event -> is(event, "DemoNodesRevived"));
        stop.want();
        assertSummary(events.await(event -> is(event, "DemoSummary")));
        assertThat(exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
        assertThat(is(events.all().getLast(), "DemoSummary")).as("the summary is the last word").isTrue();
        assertThat(events.all()).filteredOn(event -> is(event, "PeerDiscovered")).extracting(event -> event.get("source").asString())
                .anyMatch(source -> source.startsWith("dns:seed.demo.test")).anyMatch(source -> source.startsWith("addr:127."));
    }

    @Test
    void aDemoThatIsStoppedAtOnceSaysWhyItShowedNothing() {
        stop.want();
        var out = new ByteArrayOutputStream();
        assertThat(demo(out, "--events", "none")).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("goal missed", "stopped before the node under show began");
    }

    @Test
    void aNetworkTooSmallIsWrongUsage() {
        var out = new ByteArrayOutputStream();
        assertThat(demo(out, "--peers", "8")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("peers must be 9..200, is 8");
    }

    private static void assertSummary(ObjectNode summary) {
        assertThat(summary.get("goal_reached").asBoolean()).isTrue();
        assertThat(summary.get("peak_connections").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(summary.get("peak_outbound").asInt()).isEqualTo(8);
        assertThat(summary.get("killed").asInt()).isPositive();
        assertThat(summary.get("revived").asInt()).isPositive();
        assertThat(summary.get("blocks").asInt()).isPositive();
        assertThat(summary.get("transactions").asInt()).isPositive();
        assertThat(summary.get("gossip_learned").asInt()).isPositive();
        assertThat(summary.get("refill_ms").get("count").asInt()).isPositive();
        assertThat(summary.get("messages").asInt()).isGreaterThan(100);
    }

    private int demo(OutputStream to, String... options) {
        var out = new PrintStream(to, true, StandardCharsets.UTF_8);
        var arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options));
        return Main.run(new Console(InputStream.nullInputStream(), out, out, Map.of(), home.toString(), "", false, stop), arguments.toArray(String[]::new));
    }

    private static boolean is(ObjectNode event, String name) {
        return event.get("event").asString().equals(name);
    }

    /// Event lines as they are written.
    private static final class Events extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final BlockingQueue<ObjectNode> queue = new LinkedBlockingQueue<>();
        private final List<ObjectNode> seen = new ArrayList<>();

        /// Only the stream that writes here calls it, one thread at a time.
        @Override
        public void write(int b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            queue.add(JsonText.parse(line.toString(StandardCharsets.UTF_8)));
            line.reset();
        }

        /// The next event that is `wanted`.
        ObjectNode await(Predicate<ObjectNode> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            for (var event = next(deadline); event != null; event = next(deadline)) if (wanted.test(event)) return event;
            throw new AssertionError("it did not come within " + PATIENCE_SECONDS + " s; the last was " + (seen.isEmpty() ? "none" : seen.getLast()));
        }

        List<ObjectNode> all() {
            queue.drainTo(seen);
            return seen;
        }

        /// Null when the time is over.
        private ObjectNode next(long deadline) throws InterruptedException {
            var event = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event != null) seen.add(event);
            return event;
        }
    }
}
