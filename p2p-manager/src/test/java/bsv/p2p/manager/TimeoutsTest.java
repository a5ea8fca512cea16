package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Every kind of timeout comes within a second of its setting, and no packet is needed for it. That of a peer which takes no byte is the
/// transport's, see its contract.
class TimeoutsTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private static final Endpoint PEER = Endpoint.parse("10.1.1.1:18444");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final VirtualNode node = new VirtualNode(network, NODE.ip().toString(), config());

    private static ManagerConfig config() {
        var config = VirtualNode.CONFIG;
        return config.withLimits(ConnectionLimits.of(1, 2))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)).withOverCapacityTimeout(Duration.ofSeconds(7)))
                .withConnection(config.connection().withConnectTimeout(Duration.ofSeconds(11)).withHandshakeTimeout(Duration.ofSeconds(23)).withPingTimeout(Duration.ofSeconds(41)));
    }

    private ScriptedPeer silent(Endpoint address) {
        return new ScriptedPeer(network, address) {
            @Override
            protected void begin() {
                mute();
            }
        };
    }

    private Instant now() {
        return network.clock().instant();
    }

    private void checkThatItTakes(Duration setting, BooleanSupplier what) {
        var begun = now();
        assertThat(network.runUntil(what, Duration.ofMinutes(5))).isTrue();
        assertThat(Duration.between(begun, now())).isBetween(setting, setting.plus(SECOND));
    }

    private boolean failed(PeerFailure failure, boolean inbound) {
        return node.told(ControlEvent.ConnectionFailed.class).stream().anyMatch(event -> event.failure().equals(failure) && event.inbound() == inbound);
    }

    @Test
    void ofADialThatNobodyAnswers() {
        network.silence(PEER.ip());
        node.knowing(List.of(PEER)).start();
        checkThatItTakes(Duration.ofSeconds(11), () -> failed(new PeerFailure.ConnectionTimeout(Duration.ofSeconds(11)), false));
    }

    @Test
    void ofAHandshakeWithOneWhoWasDialed() {
        silent(PEER).listen();
        node.knowing(List.of(PEER)).start();
        checkThatItTakes(Duration.ofSeconds(23), () -> failed(new PeerFailure.HandshakeTimeout(Duration.ofSeconds(23)), false));
    }

    @Test
    void ofAHandshakeWithACaller() {
        node.start();
        silent(Endpoint.parse("10.7.1.1:5")).dial(NODE);
        checkThatItTakes(Duration.ofSeconds(23), () -> failed(new PeerFailure.HandshakeTimeout(Duration.ofSeconds(23)), true));
    }

    @Test
    void ofAHandshakeWithACallerForWhomThereIsNoPlace() {
        node.start();
        new ScriptedPeer(network, Endpoint.parse("10.7.1.1:5")).dial(NODE);
        assertThat(node.runUntilEstablished(1)).isTrue();
        var late = silent(Endpoint.parse("10.7.2.1:5")).dial(NODE);
        checkThatItTakes(Duration.ofSeconds(7), late::isClosed);
        assertThat(failed(new PeerFailure.HandshakeTimeout(Duration.ofSeconds(7)), true)).isTrue();
    }

    @Test
    void ofAPing() {
        node.start();
        new ScriptedPeer(network, Endpoint.parse("10.7.1.1:5")) {
            @Override
            protected void hear(Message message) {
                if (!(message instanceof Ping)) super.hear(message);
            }
        }.dial(NODE);
        assertThat(node.runUntilEstablished(1)).isTrue();
        checkThatItTakes(Duration.ofSeconds(41), () -> node.told(ControlEvent.ConnectionLost.class).stream()
                .anyMatch(event -> event.failure().equals(Optional.of(new PeerFailure.PingTimeout(Duration.ofSeconds(41))))));
    }
}
