package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.LogLines;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final UUID PEER = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Endpoint ADDRESS = Endpoint.parse("203.0.113.7:8333");
    private static final String ABOUT_PEER = "network=mainnet peer_id=" + PEER + " peer_address=" + ADDRESS;
    private static final ManagerConfig CONFIG = ManagerConfig.DEFAULT.withLimits(ConnectionLimits.of(4, 9));
    private final LogLines lines = new LogLines();
    private final EventLog log = new EventLog(lines);

    @Test
    void whoComesAndGoesIsToldWithHowManyThereAre() {
        log.write(new ControlEvent.ConnectionEstablished(PEER, ADDRESS, false), CONFIG, 3);
        log.write(new ControlEvent.ConnectionLost(PEER, ADDRESS, true, Optional.of(new PeerFailure.ConnectionReset("gone"))), CONFIG, 2);

        assertThat(lines.written()).containsExactly(
                "INFO connection established " + ABOUT_PEER + " connection_type=outbound peer_count=3 target=4 max=9",
                "INFO connection lost " + ABOUT_PEER + " connection_type=inbound peer_count=2 target=4 max=9 error=ConnectionReset reason=connection lost: gone");
    }

    @Test
    void failuresAreWarningsUnlessAnybodyCanProvokeThem() {
        for (boolean inbound : new boolean[] {false, true}) log.write(new ControlEvent.ConnectionFailed(PEER, ADDRESS, inbound, new PeerFailure.HandshakeFailed("\u001b[2J")), CONFIG, 1);
        log.write(new ControlEvent.PeerMisbehavior(PEER, ADDRESS, true, "too much", 20, 40), CONFIG, 1);

        assertThat(lines.written()).noneMatch(line -> line.contains("\u001b")).satisfiesExactly(
                dialed -> assertThat(dialed).startsWith("WARN connection failed "),
                caller -> assertThat(caller).startsWith("INFO connection failed "),
                misbehavior -> assertThat(misbehavior).isEqualTo("INFO misbehavior " + ABOUT_PEER + " connection_type=inbound reason=too much points=20 score=40"));
    }

    @Test
    void aPeerThatWasFoundHasTheStatusOfOne() {
        log.write(new ControlEvent.PeerDiscovered(PEER, ADDRESS, "dns"), CONFIG, 0);

        assertThat(lines.written()).singleElement().asString().startsWith("DEBUG peer discovered ").contains(" status=UNKNOWN ", " source=dns");
    }
}
