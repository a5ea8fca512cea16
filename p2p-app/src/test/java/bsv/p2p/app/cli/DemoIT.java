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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The whole demo, as its command runs it: real managers, sockets and DNS packets on loopback.
class DemoIT {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path home;

    @Test
    void theNodeUnderShowFindsPeersFollowsTheChainAndReplacesThoseThatAreKilled() throws Exception {
        var stop = new Stop();
        var events = new Events();
        var exit = CompletableFuture.supplyAsync(() -> demo(events, stop, "--peers", "9", "--seconds", "0", "--events", "json"),
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
        var stop = new Stop();
        stop.want();
        var out = new ByteArrayOutputStream();
        assertThat(demo(out, stop, "--events", "none")).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("goal missed", "stopped before the node under show began");
    }

    @Test
    void aNetworkTooSmallIsWrongUsage() {
        var out = new ByteArrayOutputStream();
        assertThat(demo(out, new Stop(), "--peers", "8")).isEqualTo(2);
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

    private int demo(OutputStream to, Stop stop, String... options) {
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
            for (var event = next(); event != null; event = next()) if (wanted.test(event)) return event;
            throw new AssertionError("nothing came for " + PATIENCE_SECONDS + " s after " + (seen.isEmpty() ? "the start" : seen.getLast()));
        }

        List<ObjectNode> all() {
            queue.drainTo(seen);
            return seen;
        }

        private ObjectNode next() throws InterruptedException {
            var event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event != null) seen.add(event);
            return event;
        }
    }
}
