package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When discovery is asked: at start, then about every hour as long as peers are short, and never where the peers are given.
class DiscoveryScheduleTest {
    private static final Endpoint PEER = Endpoint.parse("10.2.1.1:18444");

    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final List<Instant> rounds = new ArrayList<>();
    private Optional<Endpoint> known = Optional.empty();

    private VirtualNode node(Consumer<PeerManagerBuilder> more) {
        var config = VirtualNode.CONFIG.withLimits(ConnectionLimits.of(1, 10));
        return new VirtualNode(network, "10.1.1.1", config, builder -> more.accept(builder.discovery(new PeerDiscovery() {
            @Override
            public String name() {
                return "counted";
            }

            @Override
            public List<String> discover(Request request, Consumer<Found> found) {
                rounds.add(network.clock().instant());
                known.ifPresent(endpoint -> found.accept(new Found(endpoint, "counted:here")));
                return List.of();
            }

            @Override
            public void close() {
                // nothing to close
            }
        })));
    }

    @Test
    void whilePeersAreShortItIsAskedAtStartAndThenAboutEveryHour() {
        var begun = network.clock().instant();
        node(_ -> {}).start();

        network.run(Duration.ofHours(30));

        assertThat(rounds.getFirst()).isBetween(begun, begun.plusSeconds(1));
        var between = IntStream.range(1, rounds.size()).mapToObj(i -> Duration.between(rounds.get(i - 1), rounds.get(i))).toList();
        assertThat(between).hasSizeBetween(27, 33).allSatisfy(time -> assertThat(time).isBetween(Duration.ofMinutes(54), Duration.ofMinutes(66)));
        assertThat(between.stream().distinct().count()).as("not all of a fleet at once").isGreaterThan(20);
    }

    @Test
    void itIsNotAskedWhilePlacesAreFilledAndAgainWhenTheyAreNot() {
        var peer = new ScriptedPeer(network, PEER).listen();
        known = Optional.of(PEER);
        var node = node(_ -> {}).start();
        assertThat(node.runUntilEstablished(1)).isTrue();

        network.run(Duration.ofHours(6));
        assertThat(rounds).hasSize(1);

        peer.vanish();
        peer.hangUp();
        network.run(Duration.ofHours(3));
        assertThat(rounds).hasSizeBetween(3, 5);
    }

    @Test
    void whereThePeersAreGivenItIsNeverAsked() {
        new ScriptedPeer(network, PEER).listen();
        var node = node(builder -> builder.withFixedPeers(List.of(PEER, Endpoint.parse("10.2.1.2:18444")))).start();
        assertThat(node.runUntilEstablished(1)).isTrue();

        network.run(Duration.ofHours(6));

        assertThat(rounds).isEmpty();
    }
}
