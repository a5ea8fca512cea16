package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveViewTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<String> EVENTS = IntStream.range(0, 20).mapToObj(i -> "event " + i).toList();

    private final LiveView view = new LiveView(false);

    @Test
    void showsWhatAnOperatorLooksFor() {
        var lines = draw(state(connected(1, false), connected(2, true), waiting(3)), 100, 30);
        assertThat(lines.getFirst()).contains("0:12 of 0:30");
        assertThat(lines).anyMatch(line -> line.contains("now") && line.contains("killed 127.3.0.1"))
                .anyMatch(line -> line.contains("1 of 8 outbound, 1 inbound, 14 peers known, 2 banned, 150 messages/s"))
                .anyMatch(line -> line.contains("10 of 12 nodes up, with 5 connections each on average"))
                .anyMatch(line -> line.contains("block 0 0f9188f13cb7b2c7, 71 transactions relayed"))
                .anyMatch(line -> line.matches(" 127\\.1\\.0\\.1:18444 +out +connected +0\\.25 ms +12 ms +40 +30 +0:10 +/agent\\(1\\)/"))
                .anyMatch(line -> line.matches(" 127\\.2\\.0\\.1:18444 +in +connected .*"))
                .anyMatch(line -> line.matches(" 127\\.3\\.0\\.1:18444 +out +retry 2 +- +- +0 +0 +-.*"))
                .anyMatch(line -> line.contains("event 19"));
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 60", "40, 10", "60, 15", "100, 3", "10, 5", "80, 1"})
    void fitsTheTerminal(int columns, int rows) {
        var many = IntStream.rangeClosed(1, 20).mapToObj(i -> connected(i, i % 3 == 0)).toArray(ConnectionSnapshot[]::new);
        var lines = draw(state(many), columns, rows);
        assertThat(lines).hasSizeLessThanOrEqualTo(rows).allMatch(line -> line.length() <= Math.max(40, columns));
    }

    @Test
    void saysHowManyConnectionsThereIsNoRoomFor() {
        var many = IntStream.rangeClosed(1, 20).mapToObj(i -> connected(i, false)).toArray(ConnectionSnapshot[]::new);
        var lines = draw(state(many), 80, 24);
        long shown = lines.stream().filter(line -> line.contains("connected ")).count();
        assertThat(shown).isBetween(5L, 19L);
        assertThat(lines).anyMatch(line -> line.equals(" and %d more".formatted(20 - shown)));
    }

    @Test
    void outboundOnesComeFirstThoseThatStandBeforeTheOthers() {
        var lines = draw(state(waiting(3), connected(2, true), connected(1, false)), 80, 24);
        assertThat(lines.stream().filter(line -> line.contains(":18444")).map(line -> line.substring(1, 10)))
                .containsExactly("127.1.0.1", "127.3.0.1", "127.2.0.1");
    }

    @Test
    void anAgentCannotCommandTheTerminal() {
        var hostile = snapshot(1, false, ConnectionState.CONNECTED, "\u001b[2J\u202e/agent/");
        assertThat(String.join("\n", draw(state(hostile), 120, 24))).doesNotContain("\u001b", "\u202e").contains("?[2J?/agent/");
    }

    private List<String> draw(DemoState state, int columns, int rows) {
        return view.draw(state, "killed 127.3.0.1", EVENTS, new TerminalSize(columns, rows));
    }

    private static DemoState state(ConnectionSnapshot... connections) {
        return new DemoState(NOW, Duration.ofSeconds(12), Optional.of(Duration.ofSeconds(30)), 8, new ConnectionCounts(3, 2, 1, 1),
                List.of(connections), 14, 2, 12, 10, 50, new DemoChain().tip(), 71, 150);
    }

    private static ConnectionSnapshot connected(int node, boolean inbound) {
        return snapshot(node, inbound, ConnectionState.CONNECTED, "/agent(" + node + ")/");
    }

    private static ConnectionSnapshot waiting(int node) {
        return snapshot(node, false, ConnectionState.DISCONNECTED, "");
    }

    static ConnectionSnapshot snapshot(int node, boolean inbound, ConnectionState state, String agent) {
        boolean up = state == ConnectionState.CONNECTED;
        return snapshot(new UUID(0, node), node, inbound, state, agent, up ? 40 : 0, up ? 30 : 0);
    }

    static ConnectionSnapshot snapshot(UUID id, int node, boolean inbound, ConnectionState state, String agent, long received, long sent) {
        boolean up = state == ConnectionState.CONNECTED;
        var since = up ? Optional.of(NOW.minusSeconds(10)) : Optional.<Instant>empty();
        var ping = up ? Optional.of(Duration.ofNanos(250_000)) : Optional.<Duration>empty();
        return new ConnectionSnapshot(id, new Endpoint(DemoSettings.address(node), 18_444), Optional.empty(), inbound, false, state, since,
                since, 1, 70_016, agent, 0, true, 0, 1_000, 2_000, sent, received, since, since, ping, ping.map(_ -> Duration.ofMillis(12)),
                ping, Optional.empty(), 0, true, false, false, OptionalLong.empty(), 1 << 20, 0, 0, false, 0, up ? 0 : 2, false, Optional.empty(), false, false,
                Map.of(), Map.of(), Optional.empty(), Optional.empty(), 0);
    }
}
