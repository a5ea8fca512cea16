package bsv.p2p.app.scenario;

import static bsv.p2p.app.scenario.Caller.Answer.SERVED;
import static bsv.p2p.app.scenario.Caller.Answer.TURNED_AWAY;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.PlainPeerStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// More callers than places: each has an answer, and no place is ever given twice or lost.
class CapacityIT {
    private static final int PLACES = 20;
    private static final Map<Caller.Answer, Long> TWENTY_OF_THREE_HUNDRED = Map.of(SERVED, 20L, TURNED_AWAY, 280L);

    @Test
    void twentyOfThreeHundredCallersAreServedAndTheOthersAreToldSo() throws IOException {
        try (var node = RunningNode.listening("--target", "0", "--max", "20"); var crowd = new Crowd(node.awaitAddress())) {
            var began = System.nanoTime();
            assertThat(crowd.callAtOnce(300)).isEqualTo(TWENTY_OF_THREE_HUNDRED);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));

            assertThat(node.stop()).isZero();
            var turnedAway = node.events().all().stream().filter(event -> isA(event, "ConnectionRejectedCapacity")).toList();
            assertThat(turnedAway.size()).isEqualTo(280);
            assertThat(turnedAway).allSatisfy(event -> assertThat(event.get("max").asInt()).isEqualTo(PLACES))
                    .allSatisfy(event -> assertThat(event.get("connections").asInt()).isLessThanOrEqualTo(PLACES));
            assertThat(mostAtATime(node.events().all())).isEqualTo(PLACES);
        }
    }

    @Test
    void exactlyTwentyFitAgainAfterAThousandCameAndWent() throws IOException {
        try (var node = RunningNode.listening("--target", "0", "--max", "20"); var crowd = new Crowd(node.awaitAddress())) {
            var answers = crowd.comeAndGo(1_000, 40);
            assertThat(answers.get(SERVED)).isGreaterThanOrEqualTo(PLACES);
            node.await("ConnectionLost", answers.get(SERVED));

            assertThat(crowd.callAtOnce(300)).isEqualTo(TWENTY_OF_THREE_HUNDRED);
            assertThat(node.stop()).isZero();
            assertThat(mostAtATime(node.events().all())).isEqualTo(PLACES);
        }
    }

    /// As above, from inside: the count of places taken, which no event tells.
    @Test
    void placesTakenAreNeverMoreThanTheMaximumAndAllComeBack() throws IOException {
        var config = ManagerConfig.of(Network.REGTEST).withLimits(ConnectionLimits.of(0, PLACES))
                .withDiscovery(ManagerConfig.DEFAULT.discovery().withStrategies(List.of()))
                .withListener(ManagerConfig.DEFAULT.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1", 0))).withPort(OptionalInt.of(0)));
        var most = new AtomicInteger();
        var events = new EventLog<ControlEvent>();
        try (var manager = PeerManager.builder(config).store(new PlainPeerStore()).build()) {
            manager.subscribeControlEvents(event -> {
                most.accumulateAndGet(manager.counts().reserved(), Math::max);
                events.add(event);
            }, SubscriptionOptions.DEFAULT.withCapacity(100_000));
            manager.start();
            try (var crowd = new Crowd(manager.listeners().getFirst().toSocketAddress())) {
                assertThat(crowd.callAtOnce(300)).isEqualTo(TWENTY_OF_THREE_HUNDRED);
                assertThat(manager.counts().reserved()).isEqualTo(PLACES);
                assertThat(manager.connectionCount()).isEqualTo(PLACES);
            }
            events.await("ConnectionLost", PLACES, 0, ControlEvent.ConnectionLost.class::isInstance, Caller.PATIENCE);
            manager.shutdown();
            assertThat(manager.counts().reserved()).isZero();
        }
        assertThat(most).hasValue(PLACES);
    }

    /// Established connections, counted as they begin and end.
    private static int mostAtATime(List<JsonNode> events) {
        assertThat(events).noneMatch(event -> isA(event, "Lagged"));
        int most = 0;
        int now = 0;
        for (var event : events) {
            if (isA(event, "ConnectionEstablished")) most = Math.max(most, ++now);
            if (isA(event, "ConnectionLost")) now--;
        }
        return most;
    }

    private static boolean isA(JsonNode event, String kind) {
        return event.get("event").asString().equals(kind);
    }
}
