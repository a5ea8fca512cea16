package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.json.JsonText;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The whole demo, as its command runs it: real managers, sockets and DNS packets on loopback.
@Timeout(120)
class DemoIT {
    @TempDir
    private java.nio.file.Path home;

    @Test
    void theNodeUnderShowFindsPeersFollowsTheChainAndReplacesThoseThatAreKilled() throws Exception {
        var stop = new Stop();
        try (var lines = new PipedInputStream(1 << 16); var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            var exit = demo(lines, stop, "--peers", "9", "--seconds", "0", "--events", "json");
            var events = new ArrayList<ObjectNode>();
            readUntil(reader, events, event -> is(event, "DemoTargetReached") && !event.get("refilled").asBoolean());
            readUntil(reader, events, event -> is(event, "DemoBlockRelayed") && event.get("transactions").asInt() > 1);
            readUntil(reader, events, event -> is(event, "DemoNodesKilled"));
            readUntil(reader, events, event -> is(event, "ConnectionRestarting") && event.get("restarts").asInt() == 0);
            readUntil(reader, events, event -> is(event, "DemoTargetReached") && event.get("refilled").asBoolean());
            readUntil(reader, events, event -> is(event, "DemoNodesRevived"));
            stop.want();
            readUntil(reader, events, event -> is(event, "DemoSummary"));
            assertThat(reader.readLine()).as("the summary is the last word").isNull();
            assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(events).filteredOn(event -> is(event, "PeerDiscovered")).extracting(event -> event.get("source").asString())
                    .anyMatch(source -> source.startsWith("dns:seed.demo.test")).anyMatch(source -> source.startsWith("addr:127."));
            assertSummary(events.getLast());
        }
    }

    @Test
    void aDemoThatIsStoppedAtOnceSaysWhyItShowedNothing() {
        var stop = new Stop();
        stop.want();
        var out = new ByteArrayOutputStream();
        assertThat(Main.run(console(new PrintStream(out, true, StandardCharsets.UTF_8), stop), "demo", "--events", "none")).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("goal missed", "stopped before the node under show began");
    }

    @Test
    void aNetworkTooSmallIsWrongUsage() {
        var out = new ByteArrayOutputStream();
        assertThat(Main.run(console(new PrintStream(out, true, StandardCharsets.UTF_8), new Stop()), "demo", "--peers", "8")).isEqualTo(2);
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

    /// Runs the command on a thread of its own, its standard output into `lines`.
    private CompletableFuture<Integer> demo(PipedInputStream lines, Stop stop, String... options) throws IOException {
        var pipe = new PipedOutputStream(lines);
        var arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options));
        return CompletableFuture.supplyAsync(() -> {
            try (var out = new PrintStream(pipe, true, StandardCharsets.UTF_8)) {
                return Main.run(console(out, stop), arguments.toArray(String[]::new));
            }
        }, task -> Thread.ofPlatform().name("demo-command").start(task));
    }

    private Console console(PrintStream out, Stop stop) {
        return new Console(InputStream.nullInputStream(), out, out, Map.of(), home.toString(), "", stop);
    }

    private static void readUntil(BufferedReader reader, List<ObjectNode> events, Predicate<ObjectNode> wanted) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            events.add(JsonText.parse(line));
            if (wanted.test(events.getLast())) return;
        }
        throw new AssertionError("the demo ended early; its last line was " + (events.isEmpty() ? "none" : events.getLast()));
    }

    private static boolean is(ObjectNode event, String name) {
        return event.get("event").asString().equals(name);
    }
}
