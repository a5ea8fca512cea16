package bsv.p2p.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What arrives at a collector. Nothing is due before the end unless a test says so: what arrives then was flushed.
@Timeout(120)
class OtelExtensionTest {
    private static final Endpoint DIALED = Endpoint.parse("10.0.0.1:18444");
    private final OtlpReceiver collector = new OtlpReceiver();

    @AfterEach
    void end() {
        collector.close();
    }

    private WatchedNode node() {
        return new WatchedNode(WatchedNode.config(collector.endpoint()), WatchedNode.AT_THE_END);
    }

    /// A peer that is dialed, one that calls and breaks a rule, one that hangs up, one that is refused.
    private void eventfulLife(WatchedNode node) {
        var dialed = new ScriptedPeer(node.network, DIALED).listen();
        node.knowing(DIALED).start();
        var rude = node.caller(1).dial(WatchedNode.HERE);
        node.run(Duration.ofMinutes(2));
        rude.send(rude.version());
        node.manager.ban(Cidr.parse("10.7.0.3"), new BanReason.Manual("test"), Optional.empty());
        node.caller(2).dial(WatchedNode.HERE);
        node.run(Duration.ofSeconds(1));
        dialed.hangUp();
        node.run(Duration.ofSeconds(1));
    }

    @Test
    void everyMetricOfAManagerArrivesWithItsValueAtTheLatestWhenTheNodeStops() {
        var node = node();
        try (node) {
            eventfulLife(node);
            assertThat(collector.requests()).isZero();
        }
        var metrics = collector.lastMetrics();

        var said = node.manager.metrics().stream().filter(metric -> !metric.points().isEmpty()).toList();
        assertThat(metrics).containsOnlyKeys(said.stream().map(bsv.p2p.api.metric.Metric::name).toList());
        assertThat(metrics).containsKeys("p2p.connections", "p2p.connection.attempts", "p2p.connection.failures", "p2p.messages", "p2p.io", "p2p.bans",
                "p2p.connection.restarts", "p2p.handshake.duration", "p2p.ping.round_trip");
        assertThat(metrics.get("p2p.io").getUnit()).isEqualTo("By");
        assertThat(value(metrics.get("p2p.bans"), Map.of())).isOne();
        assertThat(value(metrics.get("p2p.misbehaviors"), Map.of())).isOne();
        assertThat(value(metrics.get("p2p.connection.restarts"), Map.of())).isOne();
        assertThat(value(metrics.get("p2p.connection.failures"), Map.of("reason", "ConnectionReset"))).isOne();
        assertThat(value(metrics.get("p2p.connection.refused"), Map.of("reason", "banned"))).isOne();
        assertThat(value(metrics.get("p2p.connection.attempts"), Map.of("direction", "outbound"))).isEqualTo(2);
        assertThat(value(metrics.get("p2p.connection.attempts"), Map.of("direction", "inbound"))).isOne();
        assertThat(value(metrics.get("p2p.messages"), Map.of("command", "version", "direction", "received"))).isEqualTo(4);
        assertThat(metrics.get("p2p.messages").getSum().getIsMonotonic()).isTrue();
        assertThat(metrics.get("p2p.messages").getSum().getAggregationTemporality()).isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        var handshakes = metrics.get("p2p.handshake.duration").getHistogram().getDataPoints(0);
        assertThat(handshakes.getCount()).isEqualTo(3);
        assertThat(handshakes.getSum()).isEqualTo(node.manager.totals().handshakes().sum());
        assertThat(handshakes.getBucketCountsList()).isEqualTo(node.manager.totals().handshakes().counts());
        assertThat(handshakes.getExplicitBoundsList()).isEqualTo(node.manager.totals().handshakes().bounds());
    }

    @Test
    void dataSaysWhichNodeItIsFrom() {
        try (var node = node()) {
            eventfulLife(node);
        }
        assertThat(collector.resources()).hasSize(2).allSatisfy(resource -> assertThat(resource)
                .containsEntry("service.name", "watched").containsEntry("network", "regtest").containsEntry("version", Pipeline.version())
                .containsEntry("service.version", Pipeline.version()).containsKey("service.instance.id"));
    }

    @Test
    void aConnectionIsASpanWithItsHandshakeInsideAndItsMomentsAsEvents() {
        try (var node = node()) {
            eventfulLife(node);
        }
        var connections = collector.spans("connection");
        var handshakes = collector.spans("handshake");
        // Dialed, restarted, called.
        assertThat(connections).hasSize(3);
        assertThat(handshakes).hasSize(3).allSatisfy(handshake -> assertThat(connections).anySatisfy(connection -> {
            assertThat(handshake.getParentSpanId()).isEqualTo(connection.getSpanId());
            assertThat(handshake.getTraceId()).isEqualTo(connection.getTraceId());
            assertThat(OtlpReceiver.texts(handshake.getAttributesList())).containsEntry("user_agent", "/Bitcoin SV:1.2.2/").containsEntry("protocol_version", "70016")
                    .containsEntry("start_height", "100").containsKey("services");
        }));

        var lost = connections.stream().filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR).toList();
        assertThat(lost).singleElement().satisfies(span -> {
            assertThat(OtlpReceiver.texts(span.getAttributesList())).containsEntry("peer_address", DIALED.toString()).containsEntry("connection_type", "outbound")
                    .containsEntry("error", "ConnectionReset").containsKeys("reason", "peer_id");
            assertThat(events(span)).containsExactly("handshake_complete", "established", "failed");
            assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        });
        var called = connections.stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER).toList();
        assertThat(called).singleElement().satisfies(span -> {
            assertThat(events(span)).containsExactly("accepted", "handshake_complete", "established", "misbehavior", "closed");
            assertThat(OtlpReceiver.texts(span.getEvents(3).getAttributesList())).containsEntry("points", "1").containsKeys("reason", "score");
        });
    }

    @Test
    void aConnectionThatFailsIsASpanToo() {
        try (var node = node().knowing(DIALED)) {
            node.start().run(Duration.ofSeconds(1));
        }
        assertThat(collector.spans("connection")).isNotEmpty().allSatisfy(span -> {
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(OtlpReceiver.texts(span.getAttributesList())).containsEntry("error", "ConnectionRefused").containsEntry("peer_address", DIALED.toString());
        });
    }

    @Test
    void whatWasExchangedIsASpanForEachInterval() throws InterruptedException {
        try (var node = new WatchedNode(WatchedNode.config(collector.endpoint()), Map.of("otel.interval", "1s"))) {
            node.start();
            node.caller(1).dial(WatchedNode.HERE);
            node.run(Duration.ofMinutes(1));
            collector.await(received -> !received.spans("exchange").isEmpty() && received.hasMetrics());

            assertThat(collector.spans("exchange").getFirst()).satisfies(span -> {
                assertThat(Long.parseLong(OtlpReceiver.texts(span.getAttributesList()).get("messages_received"))).isGreaterThanOrEqualTo(4);
                assertThat(OtlpReceiver.texts(span.getAttributesList())).containsKeys("messages_sent", "bytes_sent", "bytes_received").containsEntry("ping_seconds", "0.04");
                assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
            });
            assertThat(collector.lastMetrics()).isNotEmpty();
        }
        assertThat(collector.spans("connection")).extracting(Span::getSpanId).contains(collector.spans("exchange").getFirst().getParentSpanId());
    }

    /// Real sockets, and nobody names the extension.
    @Test
    void whoEmbedsANodeOnlyEnablesTelemetry() throws InterruptedException {
        var alone = ManagerConfig.of(Network.REGTEST);
        alone = alone.withDiscovery(alone.discovery().withStrategies(List.of()));
        var listening = alone.withListener(alone.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1:0"))).withPort(OptionalInt.of(0)));
        var watched = alone.withObservability(WatchedNode.config(collector.endpoint()).observability());
        var met = new CountDownLatch(1);
        try (var other = PeerManager.builder(listening).store(new PlainPeerStore()).build()) {
            other.start();
            try (var node = PeerManager.builder(watched).store(new PlainPeerStore()).withFixedPeers(other.listeners()).build()) {
                node.subscribeControlEvents(event -> {
                    if (event instanceof ControlEvent.ConnectionEstablished) met.countDown();
                });
                node.start();
                assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(value(collector.lastMetrics().get("p2p.connection.established"), Map.of("direction", "outbound"))).isOne();
        assertThat(collector.spans("connection")).hasSize(1);
    }

    @Test
    void nothingIsSentUnlessTelemetryIsEnabled() {
        var config = WatchedNode.config(collector.endpoint());
        try (var node = new WatchedNode(config.withObservability(config.observability().withTelemetryEnabled(false)), Map.of("otel.interval", "1s"))) {
            eventfulLife(node);
        }
        assertThat(collector.requests()).isZero();
    }

    @Test
    void itFollowsTheConfigurationWhileTheNodeRuns() {
        var config = WatchedNode.config(collector.endpoint());
        var off = config.withObservability(config.observability().withTelemetryEnabled(false));
        var elsewhere = new OtlpReceiver();
        try (elsewhere; var node = new WatchedNode(off, WatchedNode.AT_THE_END)) {
            node.start();
            var caller = node.caller(1).dial(WatchedNode.HERE);
            node.run(Duration.ofSeconds(1));
            node.manager.updateConfig(config);
            node.run(Duration.ofSeconds(1));
            caller.hangUp();
            node.run(Duration.ofSeconds(1));
            assertThat(collector.requests()).isZero();
            node.manager.updateConfig(config.withObservability(config.observability().withTelemetryEndpoint(Optional.of(elsewhere.endpoint() + "/"))));
            node.run(Duration.ofSeconds(1));

            // Moved: what waited for the first collector was sent there. The connection had begun before.
            assertThat(collector.spans("connection")).singleElement().satisfies(span -> assertThat(events(span)).containsExactly("failed"));
            assertThat(elsewhere.requests()).isZero();
            node.caller(2).dial(WatchedNode.HERE);
            node.run(Duration.ofSeconds(1));
        }
        assertThat(value(elsewhere.lastMetrics().get("p2p.connection.attempts"), Map.of("direction", "inbound"))).isEqualTo(2);
    }

    @Test
    void headersGoWithEveryRequestAndTheShareDecidesWhatIsTraced() {
        try (var node = new WatchedNode(WatchedNode.config(collector.endpoint()), Map.of("otel.interval", "1h", "otel.share", "0", "otel.headers", "x-token=secret==, x-team = p2p"))) {
            eventfulLife(node);
        }
        assertThat(collector.headers()).isNotEmpty().allSatisfy(headers -> assertThat(headers).containsEntry("X-token", "secret==").containsEntry("X-team", "p2p"));
        assertThat(collector.spans()).isEmpty();
        assertThat(collector.lastMetrics()).isNotEmpty();
    }

    @Test
    void tenThousandAgentsMakeNoSeries() {
        try (var node = node()) {
            node.start();
            for (int i = 0; i < 10_000; i++) {
                var caller = node.caller(i).called("/Bitcoin SV:" + i + "/").dial(WatchedNode.HERE);
                node.run(Duration.ofMillis(300));
                caller.hangUp();
                node.run(Duration.ofMillis(100));
            }
            assertThat(node.manager.totals().establishedInbound()).isGreaterThan(9_000);
        }
        assertThat(collector.lastMetrics().values().stream().mapToLong(OtelExtensionTest::series).sum()).isBetween(40L, 200L);
        assertThat(collector.lastMetrics().toString()).doesNotContain("Bitcoin SV");
    }

    @Test
    void textOfPeersIsHarmlessInSpans() {
        var hostile = List.of("a\r\nb", "\u001b[2J", "\u009b31m", "x\u00e2\u0080\u00aey", "a\0b", "${jndi:ldap://x}", "{}", "z".repeat(256));
        try (var node = node()) {
            node.start();
            for (var text : hostile) {
                node.caller(hostile.indexOf(text)).called(text).dial(WatchedNode.HERE);
                node.run(Duration.ofSeconds(1));
            }
        }
        assertThat(collector.spans("handshake")).hasSize(hostile.size()).allSatisfy(span -> assertThat(OtlpReceiver.texts(span.getAttributesList()).get("user_agent").codePoints())
                .allMatch(c -> c >= 0x20 && c != 0x7f && (c < 0x80 || c >= 0xa0) && c != 0x202e));
    }

    @Test
    void aCollectorThatIsNotThereCostsNothing() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        livesUndisturbed("http://127.0.0.1:" + closed);
    }

    @Test
    void aCollectorThatFailsCostsNothing() {
        collector.answering(500);
        livesUndisturbed(collector.endpoint());
        assertThat(collector.requests()).isPositive();
    }

    /// It takes connections and never answers.
    @Test
    void aCollectorThatHangsCostsNothing() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            livesUndisturbed("http://127.0.0.1:" + silent.getLocalPort());
        }
    }

    /// Many connections come and go, faster than spans can be sent, and the end comes in time.
    private static void livesUndisturbed(String endpoint) {
        var node = new WatchedNode(WatchedNode.config(endpoint), Map.of("otel.interval", "1s"));
        node.start();
        for (int i = 0; i < 3_000; i++) {
            var caller = node.caller(i).dial(WatchedNode.HERE);
            node.run(Duration.ofMillis(300));
            caller.hangUp();
            node.run(Duration.ofMillis(100));
        }
        long begun = System.nanoTime();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        node.run(Duration.ofSeconds(1));
        assertThat(node.events.stream().filter(event -> event.kind().equals("ConnectionEstablished"))).hasSizeGreaterThan(2_900);
        assertThat(node.events).noneMatch(event -> event.kind().equals("Lagged"));
        assertThat(node.events.getLast().toString()).contains("STOPPED");
    }

    @Test
    void settingsThatDoNotHoldAreNamedWithTheirPart() {
        var config = ManagerConfig.of(Network.REGTEST);
        var manager = PeerManager.builder(config.withDiscovery(config.discovery().withStrategies(List.of()))).transport("netty", Map.of())
                .store(new PlainPeerStore())
                .extensions(List.of("otel"), Map.of("otel.interval", "1ms", "otel.share", "2", "otel.headers", "secret", "otel.endpoint", "x")).build();

        assertThatThrownBy(manager::start).isInstanceOfSatisfying(InvalidConfiguration.class, wrong -> assertThat(wrong.problems())
                .hasSize(4).allMatch(problem -> problem.startsWith("extension.otel: ")).noneMatch(problem -> problem.contains("\"secret")));
    }

    private static List<String> events(Span span) {
        return span.getEventsList().stream().map(Span.Event::getName).toList();
    }

    private static long value(Metric metric, Map<String, String> labels) {
        var points = new ArrayList<NumberDataPoint>(metric.getSum().getDataPointsList());
        points.addAll(metric.getGauge().getDataPointsList());
        return points.stream().filter(point -> OtlpReceiver.texts(point.getAttributesList()).equals(labels)).findFirst().orElseThrow().getAsInt();
    }

    private static long series(Metric metric) {
        return metric.getSum().getDataPointsCount() + metric.getGauge().getDataPointsCount()
                + metric.getHistogram().getDataPointsList().stream().mapToLong(point -> point.getBucketCountsCount() + 2).sum();
    }
}
