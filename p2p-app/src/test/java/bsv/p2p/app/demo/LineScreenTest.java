package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.demo.DemoEvent.BlockRelayed;
import bsv.p2p.app.demo.DemoEvent.NetworkStarted;
import bsv.p2p.app.demo.DemoEvent.NetworkStarting;
import bsv.p2p.app.demo.DemoEvent.NodesKilled;
import bsv.p2p.app.demo.DemoEvent.NodesRevived;
import bsv.p2p.app.demo.DemoEvent.TargetReached;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.output.LineOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LineScreenTest {
    private static final Endpoint NODE = Endpoint.parse("127.3.0.1:18444");
    private static final Endpoint DNS = Endpoint.parse("127.0.0.1:5353");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void eachEventIsAJsonObjectWithTheFieldsThatAllHave() {
        var lines = lines(DemoScreens::json);
        var objects = lines.stream().map(JsonText::parse).toList();
        assertThat(objects).allSatisfy(object -> assertThat(object.propertyNames()).startsWith("time", "event", "peer_id", "address", "direction"));
        assertThat(objects).extracting(object -> object.get("event").asString()).containsExactly("DemoNetworkStarted", "ConnectionEstablished",
                "DemoTargetReached", "DemoBlockRelayed", "DemoNodesKilled", "DemoNodesRevived", "DemoSummary");
        assertThat(lines.get(2)).contains("\"outbound\":8,\"took_ms\":21.5,\"refilled\":false");
        assertThat(lines.get(3)).contains("\"address\":\"127.3.0.1:18444\"").contains("\"height\":7");
        assertThat(lines.get(4)).contains("\"nodes\":[\"127.3.0.1:18444\"]");
    }

    @Test
    void theSummaryIsTheLastObject() {
        var summary = parse(lines(DemoScreens::json).getLast());
        assertThat(summary.get("goal_reached").asBoolean()).isTrue();
        assertThat(summary.get("peak_connections").asInt()).isEqualTo(9);
        assertThat(summary.get("handshake_ms").get("median").asDouble()).isEqualTo(2.0);
        assertThat(summary.get("refill_ms").get("count").asInt()).isEqualTo(2);
        assertThat(summary.get("messages_per_second").asInt()).isEqualTo(100);
    }

    @Test
    void asTextTheSameIsSaidInWords() {
        assertThat(lines(DemoScreens::text)).anyMatch(line -> line.contains("DemoNetworkStarted nodes=12 port=18444 dns_server=127.0.0.1:5353"))
                .anyMatch(line -> line.endsWith("DemoNodesKilled nodes=\"127.3.0.1:18444\"")).anyMatch(line -> line.startsWith("goal reached"))
                .noneMatch(line -> line.contains("NetworkStarting"));
    }

    @Test
    void theSummaryAloneHasNoEvents() {
        assertThat(lines(DemoScreens::summary)).hasSize(9).noneMatch(line -> line.contains("Demo"));
    }

    private List<String> lines(Function<LineOutput, DemoScreen> kind) {
        var out = new LineOutput(new PrintStream(written, true, StandardCharsets.UTF_8), () -> {});
        try (var screen = kind.apply(out)) {
            screen.happened(new NetworkStarting(3, 12));
            screen.happened(new NetworkStarted(12, 18_444, DNS, Duration.ofMillis(900)));
            screen.happened(new ConnectionEstablished(UUID.randomUUID(), NODE, false));
            screen.happened(new TargetReached(8, Duration.ofNanos(21_500_000), false));
            screen.happened(new BlockRelayed(7, Hash256.ZERO, 11, NODE));
            screen.happened(new NodesKilled(List.of(NODE)));
            screen.happened(new NodesRevived(List.of(NODE)));
            screen.summarize(DemoSummaryTest.summary(8, 9, 4, Duration.ofSeconds(20)));
        }
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static ObjectNode parse(String line) {
        return JsonText.parse(line);
    }
}
