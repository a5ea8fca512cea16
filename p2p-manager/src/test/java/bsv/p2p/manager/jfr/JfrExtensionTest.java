package bsv.p2p.manager.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrExtensionTest {
    private static final Endpoint HERE = Endpoint.parse("10.9.9.9:18444");
    private static final Endpoint DIALED = Endpoint.parse("10.0.0.1:18444");
    private static final Endpoint NOBODY = Endpoint.parse("10.0.9.1:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final PlainPeerStore store = new PlainPeerStore();
    private final PeerManager manager = manager();

    @TempDir
    Path folder;

    private PeerManager manager() {
        var config = ManagerConfig.of(Network.REGTEST);
        config = config.withDiscovery(config.discovery().withStrategies(List.of())).withLimits(ConnectionLimits.of(2, 10))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(HERE)));
        for (var known : List.of(DIALED, NOBODY)) store.create(Peer.discovered(UUID.nameUUIDFromBytes(known.ip().toBytes()), known, "test", network.clock().instant()));
        return PeerManager.builder(config).transport(network.transport(IpAddress.parse("10.9.9.9"))).store(store)
                .environment(network.clock(), new Random(1), network.blocking()).extensions(List.of("jfr"), Map.of()).build();
    }

    private static Recording recording() {
        var recording = new Recording();
        // As rarely as can be: at the end of a part of the recording, which is when it is stopped.
        recording.enable("bsv.p2p.Traffic").with("period", "endChunk");
        recording.start();
        return recording;
    }

    private List<RecordedEvent> stopped(Recording recording) throws IOException {
        try (recording) {
            recording.stop();
            var file = folder.resolve(recording.getId() + ".jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().startsWith("bsv.p2p.")).toList();
        }
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals("bsv.p2p." + name)).toList();
    }

    @Test
    void aRecordingHoldsHandshakesConnectionsFailuresTrafficAndBans() throws IOException {
        var recording = recording();
        var dialed = new ScriptedPeer(network, DIALED).listen();
        manager.start();
        var rude = new ScriptedPeer(network, Endpoint.parse("10.7.0.1:50000")).dial(HERE);
        network.run(Duration.ofMinutes(2));
        rude.send(rude.version());
        network.run(Duration.ofSeconds(1));
        dialed.hangUp();
        network.run(Duration.ofSeconds(1));
        manager.ban(Cidr.parse("10.7.0.0/16"), new BanReason.Manual("test"), Optional.empty());
        network.run(Duration.ofSeconds(1));
        var events = stopped(recording);
        network.runWhile(manager::shutdown);

        assertThat(named(events, "Handshake")).hasSize(3).allSatisfy(event -> {
            assertThat(event.getDuration("took")).isBetween(Duration.ofMillis(39), Duration.ofMillis(81));
            assertThat(event.getInt("protocolVersion")).isEqualTo(70_016);
            assertThat(event.getString("peerId")).hasSize(36);
        });
        assertThat(named(events, "Connection")).extracting(event -> event.getString("address").replaceFirst(":.*", "") + " " + event.getBoolean("inbound") + " " + event.getString("reason"))
                .containsExactly("10.0.0.1 false ConnectionReset", "10.7.0.1 true closed here");
        assertThat(named(events, "Connection")).allSatisfy(event -> assertThat(event.getDuration("lived")).isPositive());
        assertThat(named(events, "ConnectionFailed")).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getString("address")).isEqualTo(NOBODY.toString());
            assertThat(event.getString("reason")).isEqualTo("ConnectionRefused");
        });
        assertThat(named(events, "Misbehavior")).singleElement().satisfies(event -> {
            assertThat(event.getInt("points")).isOne();
            assertThat(event.getBoolean("inbound")).isTrue();
        });
        assertThat(named(events, "Ban")).singleElement().satisfies(event -> {
            assertThat(event.getString("target")).isEqualTo("10.7.0.0/16");
            assertThat(event.getString("reason")).isEqualTo("Manual");
        });
        assertThat(named(events, "Traffic")).anySatisfy(event -> {
            assertThat(event.getString("address")).isEqualTo(DIALED.toString());
            assertThat(event.getLong("messagesReceived")).isGreaterThanOrEqualTo(4);
            assertThat(event.getDuration("roundTrip")).isEqualTo(Duration.ofMillis(40));
        });
    }

    @Test
    void aRecordingThatStartsLaterKnowsTheConnectionsThatThereAre() throws IOException {
        var dialed = new ScriptedPeer(network, DIALED).listen();
        manager.start();
        network.run(Duration.ofMinutes(2));
        var recording = recording();
        dialed.vanish();
        network.run(Duration.ofSeconds(1));
        var events = stopped(recording);

        assertThat(named(events, "Connection")).singleElement().satisfies(event -> assertThat(event.getDuration("lived")).isPositive());
        network.runWhile(manager::shutdown);
    }

    @Test
    void nobodyListensToTheManagerWhileNobodyRecords() {
        var subscriptions = new AtomicInteger();
        var counted = (PeerManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {PeerManager.class}, (_, method, arguments) -> {
            if (method.getName().startsWith("subscribe")) subscriptions.incrementAndGet();
            try {
                return method.invoke(manager, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
        var extension = new JfrExtension();
        extension.attach(counted);
        assertThat(subscriptions).hasValue(0);
        for (int i = 1; i <= 2; i++) {
            try (var first = recording(); var _ = recording()) {
                assertThat(subscriptions).hasValue(i);
                first.stop();
            }
        }
        extension.close();
        try (var _ = recording()) {
            assertThat(subscriptions).hasValue(2);
        }
    }

    @Test
    void itHasNoSettings() {
        assertThatThrownBy(() -> new JfrExtensionProvider().open(ManagerConfig.DEFAULT, Map.of("period", "1s"))).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("period");
    }
}
