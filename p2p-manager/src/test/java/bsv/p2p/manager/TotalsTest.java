package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.metric.Metric;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.MessageSamples;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private static final Endpoint HERE = Endpoint.parse("10.9.9.9:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    private static Endpoint at(int host) {
        return Endpoint.parse("10.0.%d.%d:18444".formatted(host / 250, host % 250 + 1));
    }

    private static ManagerConfig listening(int target, int max) {
        return VirtualNode.CONFIG.withLimits(ConnectionLimits.of(target, max)).withListener(ManagerConfig.DEFAULT.listener().withEnabled(true).withAddresses(List.of(HERE)));
    }

    private VirtualNode node(ManagerConfig config) {
        return new VirtualNode(network, "10.9.9.9", config);
    }

    private ScriptedPeer caller(int host) {
        return new ScriptedPeer(network, Endpoint.parse("10.7.%d.%d:50000".formatted(host / 250, host % 250 + 1)));
    }

    @Test
    void nothingWasDoneBeforeTheStart() {
        var totals = node(listening(0, 5)).manager.totals();

        assertThat(totals.dialed()).isZero();
        assertThat(totals.received()).isEmpty();
        assertThat(totals.handshakes().count()).isZero();
    }

    @Test
    void dialsCallersHandshakesAndRoundTripsAreCountedAndTimed() {
        new ScriptedPeer(network, at(1)).listen();
        var node = node(listening(1, 5)).knowing(List.of(at(1))).start();
        caller(1).dial(HERE);
        network.run(Duration.ofSeconds(10));
        var totals = node.manager.totals();

        assertThat(totals.dialed()).isOne();
        assertThat(totals.accepted()).isOne();
        assertThat(totals.establishedOutbound()).isOne();
        assertThat(totals.establishedInbound()).isOne();
        assertThat(totals.handshakes().count()).isEqualTo(2);
        // 40 ms to the pong of each, 40 and 60 ms for the handshakes.
        assertThat(totals.roundTrips().count()).isEqualTo(2);
        assertThat(totals.roundTrips().sum()).isBetween(0.0799, 0.0801);
        assertThat(totals.roundTrips().counts().get(totals.roundTrips().bounds().indexOf(0.05))).isEqualTo(2);
        assertThat(totals.handshakes().sum()).isPositive();
    }

    @Test
    void aPongThatAnswersNoPingIsNoRoundTrip() {
        var node = node(listening(0, 5)).start();
        var caller = caller(1).dial(HERE);
        network.run(Duration.ofSeconds(10));
        for (int i = 0; i < 50; i++) caller.send(new Pong(i));
        network.run(Duration.ofSeconds(1));

        assertThat(node.manager.totals().received().get("pong").messages()).isEqualTo(51);
        assertThat(node.manager.totals().roundTrips().count()).isOne();
    }

    @Test
    void failuresAreCountedByReasonAndRestartsAndRetriesApart() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = node(listening(1, 5)).knowing(List.of(at(1))).start();
        node.runUntilEstablished(1);
        network.run(Duration.ofMinutes(2));
        peer.vanish();
        network.run(Duration.ofSeconds(30));
        var totals = node.manager.totals();

        assertThat(totals.restarts()).isOne();
        assertThat(totals.retries()).isPositive();
        assertThat(totals.dialed()).isGreaterThanOrEqualTo(3);
        assertThat(totals.failures()).containsOnlyKeys("ConnectionReset", "ConnectionRefused").containsEntry("ConnectionReset", 1L);
    }

    @Test
    void bansMisbehaviorRefusalsAndDiscoveriesAreCounted() {
        var node = node(listening(0, 1)).start();
        var first = caller(1).dial(HERE);
        network.run(Duration.ofSeconds(1));
        caller(2).dial(HERE);
        network.run(Duration.ofSeconds(1));
        node.manager.ban(Cidr.parse("10.7.0.4"), new BanReason.Manual("test"), Optional.empty());
        caller(3).dial(HERE);
        network.run(Duration.ofSeconds(1));
        first.send(first.version());
        network.run(Duration.ofSeconds(1));
        var totals = node.manager.totals();

        assertThat(totals.refused()).containsOnly(Map.entry("CAPACITY", 1L), Map.entry("BANNED", 1L));
        assertThat(totals.bans()).isOne();
        assertThat(totals.misbehaviors()).isOne();
    }

    @Test
    void trafficOutlivesTheLinksItWentOver() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = node(listening(1, 5)).knowing(List.of(at(1))).start();
        var caller = caller(1).dial(HERE);
        network.run(Duration.ofMinutes(2));
        var live = node.manager.totals();
        assertThat(live.received().get("version").messages()).isEqualTo(2);
        assertThat(live.sent().get("version").messages()).isEqualTo(2);

        caller.hangUp();
        peer.hangUp();
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.connectionCount()).isOne();
        var after = node.manager.totals();

        assertThat(after.received().get("version").messages()).isEqualTo(3);
        assertThat(after.received().get("verack").messages()).isEqualTo(3);
        node.shutdown();
        assertThat(node.manager.totals().received()).isEqualTo(after.received());
    }

    @Test
    void noPeerMakesSeries() {
        var node = node(listening(0, 100)).start();
        var samples = new MessageSamples(6);
        for (int i = 0; i < 10_000; i++) {
            var caller = new ScriptedPeer(network, Endpoint.parse("10.7.%d.%d:50000".formatted(i / 250, i % 250 + 1))).called("/Bitcoin SV:" + i + "/").dial(HERE);
            network.run(Duration.ofMillis(200));
            if (i % 100 == 0) samples.oneOfEach().stream().filter(message -> !(message instanceof Version)).forEach(caller::send);
            caller.send(new Unknown(new Command("x" + i), Bytes.wrap(new byte[0])));
            network.run(Duration.ofMillis(100));
            caller.hangUp();
            network.run(Duration.ofMillis(100));
        }
        var metrics = node.manager.metrics();

        assertThat(node.manager.totals().establishedInbound()).isGreaterThan(9_000);
        assertThat(series(metrics)).isBetween(60L, 200L);
    }

    /// As a database of time series counts them: each bucket, sum and count of a histogram is one.
    private static long series(List<Metric> metrics) {
        return metrics.stream().flatMap(metric -> metric.points().stream()).mapToLong(point -> switch (point) {
            case Metric.Value _ -> 1;
            case Metric.Spread spread -> spread.histogram().counts().size() + 2;
        }).sum();
    }

    @Test
    void metricsSayWhatTotalsSay() {
        new ScriptedPeer(network, at(1)).listen();
        var node = node(listening(1, 5)).knowing(List.of(at(1))).start();
        node.runUntilEstablished(1);
        var metrics = node.manager.metrics();

        assertThat(value(metrics, "p2p.connections", Map.of("direction", "outbound", "status", "connected"))).isOne();
        assertThat(value(metrics, "p2p.connections", Map.of("direction", "inbound", "status", "connected"))).isZero();
        assertThat(value(metrics, "p2p.connection.attempts", Map.of("direction", "outbound"))).isOne();
        assertThat(value(metrics, "p2p.messages", Map.of("command", "version", "direction", "sent"))).isOne();
        assertThat(metrics).extracting(Metric::name).doesNotHaveDuplicates();
        assertThat(metrics).allSatisfy(metric -> assertThat(metric.name()).matches("p2p(\\.[a-z_]+)+"));
    }

    private static long value(List<Metric> metrics, String name, Map<String, String> labels) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).flatMap(metric -> metric.points().stream())
                .filter(point -> point.labels().equals(labels)).map(Metric.Value.class::cast).findFirst().orElseThrow().value();
    }
}
