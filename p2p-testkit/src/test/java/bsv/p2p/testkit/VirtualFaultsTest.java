package bsv.p2p.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What goes wrong on a virtual network is what a real one does, and it is the same each time.
class VirtualFaultsTest {
    private static final Endpoint SERVER = Endpoint.parse("10.0.0.1:18444");
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.2");
    private static final LinkOptions OPTIONS = LinkOptions.of(Network.REGTEST.magic(), ConnectionConfig.DEFAULT, Optional.empty());

    /// One end, with what it heard.
    private static final class End implements LinkHandler {
        @Nullable Link link;
        final List<Long> heard = new ArrayList<>();
        final List<LinkFault> faults = new ArrayList<>();
        final List<Optional<PeerFailure>> ends = new ArrayList<>();

        void say(long number) {
            if (link != null) link.send(new Ping(number));
        }

        @Override
        public void opened(Link opened) {
            link = opened;
        }

        @Override
        public void received(Link from, Message message, long frameBytes) {
            heard.add(((Ping) message).nonce());
        }

        @Override
        public void faulted(Link from, LinkFault fault) {
            faults.add(fault);
        }

        @Override
        public void closed(Optional<PeerFailure> failure) {
            ends.add(failure);
        }
    }

    private final FaultPlan plan = new FaultPlan(3);
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(10), plan);
    private final End server = new End();
    private final End client = new End();

    private void connect() {
        network.transport(SERVER.ip()).listen(SERVER, OPTIONS, (_, _) -> Optional.of(server));
        network.transport(CLIENT).connect(SERVER, OPTIONS, network.loop(), client);
        network.run(Duration.ofSeconds(1));
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) client.say(i);
        network.run(Duration.ofMinutes(1));
    }

    private static Long[] numbers(int count) {
        return LongStream.range(0, count).boxed().toArray(Long[]::new);
    }

    @Test
    void delayedMessagesKeepTheirOrder() {
        connect();
        plan.with(Trouble.DELAY, 0.3).with(Trouble.STALL, 0.1);
        say(1_000);
        assertThat(server.heard).containsExactly(numbers(1_000));
    }

    @Test
    void aRefusedDialIsAFailureOfTheDialer() {
        plan.with(Trouble.REFUSE, 1);
        connect();
        assertThat(client.ends).singleElement().satisfies(end -> assertThat(end).containsInstanceOf(PeerFailure.ConnectionRefused.class));
        assertThat(server.link).isNull();
    }

    @Test
    void aResetEndsBothSides() {
        connect();
        plan.with(Trouble.RESET, 1);
        say(1);
        assertThat(client.ends).hasSize(1);
        assertThat(server.ends).hasSize(1);
        assertThat(server.heard).isEmpty();
    }

    @Test
    void aHalfClosedConnectionIsKnownToOneSideUntilTheOtherSpeaks() {
        connect();
        plan.with(Trouble.HALF_CLOSE, 1);
        say(1);
        plan.calm();
        assertThat(server.ends).hasSize(1);
        assertThat(client.ends).isEmpty();
        say(1);
        assertThat(client.ends).hasSize(1);
    }

    @Test
    void droppedMessagesAreMissingAndFlippedOnesAreFaults() {
        connect();
        plan.with(Trouble.DROP, 0.5);
        say(1_000);
        assertThat(server.heard).hasSizeBetween(400, 600);
        plan.calm();
        plan.with(Trouble.FLIP, 1);
        say(1);
        assertThat(server.faults).singleElement().isInstanceOf(LinkFault.BadChecksum.class);
    }

    @Test
    void whatWasSaidDuringAPartitionArrivesAfterIt() {
        connect();
        plan.cut(List.of(CLIENT));
        say(10);
        assertThat(server.heard).isEmpty();
        var late = new End();
        network.transport(CLIENT).connect(SERVER, OPTIONS, network.loop(), late);
        network.run(Duration.ofSeconds(6));
        assertThat(late.ends).singleElement().satisfies(end -> assertThat(end).containsInstanceOf(PeerFailure.ConnectionTimeout.class));
        plan.heal();
        network.run(Duration.ofSeconds(10));
        assertThat(server.heard).containsExactly(numbers(10));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(run(9)).isEqualTo(run(9)).isNotEqualTo(run(10));
    }

    private static List<Long> run(long seed) {
        var same = new VirtualFaultsTest();
        var chance = new FaultPlan(seed).with(Trouble.DROP, 0.3).with(Trouble.DELAY, 0.3);
        var net = new VirtualNetwork(Duration.ofMillis(10), chance);
        net.transport(SERVER.ip()).listen(SERVER, OPTIONS, (_, _) -> Optional.of(same.server));
        net.transport(CLIENT).connect(SERVER, OPTIONS, net.loop(), same.client);
        net.run(Duration.ofSeconds(10));
        for (int i = 0; i < 200; i++) same.client.say(i);
        net.run(Duration.ofSeconds(3));
        return same.server.heard;
    }
}
