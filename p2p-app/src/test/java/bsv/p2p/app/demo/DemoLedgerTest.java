package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure.ConnectionRefused;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.ConnectionRestarting;
import bsv.p2p.api.event.ControlEvent.DiscoveryFinished;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.PeerDiscovered;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemoLedgerTest {
    private final DemoLedger ledger = new DemoLedger(2);

    @Test
    void tellsWhenAllPlacesAreFilledAndFilledAgain() {
        assertThat(enter(established(1, false), 100)).isEmpty();
        assertThat(enter(established(9, true), 150)).as("inbound ones fill no outbound place").isEmpty();
        assertThat(ledger.wasReached()).isFalse();
        assertThat(enter(established(2, false), 200)).contains(new DemoEvent.TargetReached(2, Duration.ofMillis(200), false));
        assertThat(ledger.wasReached()).isTrue();
        assertThat(enter(lost(1, false), 1_000)).isEmpty();
        assertThat(enter(lost(2, false), 1_100)).isEmpty();
        assertThat(enter(established(3, false), 1_300)).isEmpty();
        assertThat(enter(established(4, false), 1_700)).contains(new DemoEvent.TargetReached(2, Duration.ofMillis(700), true));
        assertThat(enter(established(5, false), 1_800)).as("one too many is no news").isEmpty();
        assertThat(ledger.connections().refills()).containsExactly(Duration.ofMillis(700));
    }

    @Test
    void remembersTheMostThatStoodAtOnce() {
        enter(established(1, false), 1);
        enter(established(2, true), 2);
        enter(established(3, false), 3);
        enter(lost(1, false), 4);
        enter(lost(2, true), 5);
        enter(established(4, false), 6);
        var connections = ledger.connections();
        assertThat(connections.peak()).isEqualTo(3);
        assertThat(connections.peakOutbound()).isEqualTo(2);
        assertThat(connections.established()).isEqualTo(4);
        assertThat(connections.lost()).isEqualTo(2);
    }

    @Test
    void tellsRestartsFromRetriesAndCountsFailures() {
        enter(new ConnectionRestarting(id(1), address(1), 1, Duration.ZERO), 1);
        enter(new ConnectionRestarting(id(1), address(1), 0, Duration.ofSeconds(1)), 2);
        enter(new ConnectionRestarting(id(1), address(1), 0, Duration.ofSeconds(2)), 3);
        enter(new ConnectionFailed(id(1), address(1), false, new ConnectionRefused("refused")), 4);
        var connections = ledger.connections();
        assertThat(connections.restarted()).isEqualTo(1);
        assertThat(connections.retried()).isEqualTo(2);
        assertThat(connections.failed()).isEqualTo(1);
    }

    @Test
    void tellsGossipFromTheSeed() {
        enter(new PeerDiscovered(id(1), address(1), "dns:" + DemoSeed.NAME), 1);
        enter(new PeerDiscovered(id(2), address(2), "addr:127.1.0.1:18444"), 2);
        enter(new DiscoveryFinished("dns", 4, 3, List.of(), Duration.ofMillis(5)), 3);
        assertThat(ledger.discovery()).isEqualTo(new DemoSummary.Discovery(4, 3, 1));
    }

    @Test
    void sortsTheHandshakes() {
        for (int took : new int[] {3, 1, 2}) {
            enter(new HandshakeComplete(id(took), address(took), false, 70_016, 1, "/agent/", 0, true, Duration.ofMillis(took)), took);
        }
        assertThat(ledger.connections().handshakes()).extracting(Duration::toMillis).containsExactly(1L, 2L, 3L);
    }

    private Optional<DemoEvent> enter(ControlEvent event, long millis) {
        return ledger.enter(event, Duration.ofMillis(millis));
    }

    private static ConnectionEstablished established(int node, boolean inbound) {
        return new ConnectionEstablished(id(node), address(node), inbound);
    }

    private static ConnectionLost lost(int node, boolean inbound) {
        return new ConnectionLost(id(node), address(node), inbound, Optional.of(new ConnectionReset("reset")));
    }

    private static UUID id(int node) {
        return new UUID(0, node);
    }

    private static Endpoint address(int node) {
        return new Endpoint(DemoSettings.address(node), 18_444);
    }
}
