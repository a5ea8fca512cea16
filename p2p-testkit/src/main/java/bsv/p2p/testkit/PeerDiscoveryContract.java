package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscovery.Found;
import bsv.p2p.api.spi.PeerDiscovery.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What every [PeerDiscovery] must do, as tests. A strategy's test extends this and says how to open one, what to ask, and what it must find.
public abstract class PeerDiscoveryContract {
    /// What "soon" is, on a machine that has other things to do.
    private static final Duration SOON = Duration.ofSeconds(10);

    protected PeerDiscoveryContract() {}

    /// A strategy that finds exactly [#expected()] when asked for [#request()].
    protected abstract PeerDiscovery open() throws Exception;

    /// What it is asked.
    protected abstract Request request() throws Exception;

    /// What it finds then; at least two.
    protected abstract Set<Endpoint> expected() throws Exception;

    /// A strategy that is asked for [#request()] and then waits for something that never comes; empty if it never waits.
    protected Optional<PeerDiscovery> openStalled() throws Exception {
        return Optional.empty();
    }

    @Test
    void itsNameIsOneThatConfigurationCanUse() throws Exception {
        try (var discovery = open()) {
            assertTrue(discovery.name().matches("[a-z][a-z0-9-]*"), discovery.name());
        }
    }

    @Test
    void findsEverythingAndSaysWhoToldIt() throws Exception {
        try (var discovery = open()) {
            var found = new ArrayList<Found>();

            assertEquals(List.of(), discovery.discover(request(), found::add));

            assertEquals(expected(), endpoints(found));
            for (var one : found) {
                assertTrue(one.source().startsWith(discovery.name()) && one.source().length() <= 256, one.source());
            }
        }
    }

    @Test
    void aRoundMayBeRepeated() throws Exception {
        try (var discovery = open()) {
            for (int round = 0; round < 3; round++) assertFindsEverything(discovery);
        }
    }

    @Test
    void aConsumerThatThrowsEndsTheRoundAndNothingElse() throws Exception {
        try (var discovery = open()) {
            var request = request();
            var thrown = new IllegalStateException("enough");

            assertEquals(thrown, assertThrows(IllegalStateException.class, () -> discovery.discover(request, _ -> {
                throw thrown;
            })));

            assertFindsEverything(discovery);
        }
    }

    @Test
    void aRoundEndsSoonIfItsThreadIsInterruptedBeforeItBegins() throws Exception {
        try (var discovery = open()) {
            var round = new Round(discovery, request());
            round.interruptFirst = true;

            round.start();

            assertTrue(round.join(SOON), "the round has ended");
            assertFindsEverything(discovery);
        }
    }

    @Test
    void aRoundThatWaitsEndsSoonAfterItsThreadIsInterrupted() throws Exception {
        var stalled = openStalled();
        assumeTrue(stalled.isPresent(), "this strategy never waits");
        try (var discovery = stalled.get()) {
            var round = new Round(discovery, request());
            round.start();
            round.awaitThatItWaits();

            round.interrupt();

            assertTrue(round.join(SOON), "the round has ended");
            assertInstanceOf(InterruptedException.class, round.thrown.get());
        }
    }

    @Test
    void aRoundThatWaitsEndsSoonAfterAClose() throws Exception {
        var stalled = openStalled();
        assumeTrue(stalled.isPresent(), "this strategy never waits");
        var discovery = stalled.get();
        var round = new Round(discovery, request());
        round.start();
        round.awaitThatItWaits();

        discovery.close();

        assertTrue(round.join(SOON), "the round has ended");
    }

    @Test
    void closingAgainDoesNothing() throws Exception {
        var unused = open();
        unused.close();
        assertDoesNotThrow(unused::close);

        var used = open();
        assertFindsEverything(used);
        used.close();
        assertDoesNotThrow(used::close);
    }

    private void assertFindsEverything(PeerDiscovery discovery) throws Exception {
        var found = new ArrayList<Found>();
        discovery.discover(request(), found::add);
        assertEquals(expected(), endpoints(found));
    }

    private static Set<Endpoint> endpoints(List<Found> found) {
        return found.stream().map(Found::endpoint).collect(Collectors.toSet());
    }

    /// A round on a thread of its own.
    private static final class Round extends Thread {
        private final AtomicReference<Throwable> thrown = new AtomicReference<>();
        private final PeerDiscovery discovery;
        private final Request request;
        private boolean interruptFirst;

        Round(PeerDiscovery discovery, Request request) {
            this.discovery = discovery;
            this.request = request;
            setDaemon(true);
        }

        @Override
        public void run() {
            if (interruptFirst) interrupt();
            try {
                discovery.discover(request, _ -> {});
            } catch (InterruptedException | RuntimeException ended) {
                thrown.set(ended);
            }
        }

        void awaitThatItWaits() {
            long deadline = System.nanoTime() + SOON.toNanos();
            while (getState() != State.WAITING && getState() != State.TIMED_WAITING) {
                assertTrue(System.nanoTime() < deadline && getState() != State.TERMINATED, "the round waits");
                onSpinWait();
            }
        }
    }
}
