package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.scenario.Caller.Answer;
import bsv.p2p.app.scenario.Fault.Banned;
import bsv.p2p.app.scenario.Fault.Ended;
import bsv.p2p.app.scenario.Fault.Tolerated;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/// Every bad peer of the table against one node, one after the other. Whatever they do, the node does what it should with them, says at
/// most one thing about it, serves the next honest caller at once, and does not grow.
class FaultsIT {
    static final List<Fault> FAULTS = Faults.ALL;
    private static final long MOST_GROWTH = 64 << 20;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String LOG_LINE = "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (ERROR|WARN |INFO ) \\P{Cntrl}*";

    private static RunningNode node;
    private static InetSocketAddress address;
    private static ProcessMemory memory;

    @BeforeAll
    static void start() throws IOException {
        node = RunningNode.listening("--target", "0", "--max", "20", "--handshake-timeout", "3s", "--set", "writeTimeout=3s");
        address = node.awaitAddress();
        serveAnHonestCaller();
        memory = node.memory();
    }

    @AfterAll
    static void stop() {
        try (var running = node) {
            assertThat(memory.growth()).as("growth").isLessThan(MOST_GROWTH);
            assertThat(running.stop()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FAULTS")
    void aBadPeerHarmsNobodyButItself(Fault fault) throws IOException {
        int eventsBefore = node.events().size();
        int outputBefore = node.output().size();
        int linesBefore = node.console().size();
        try (var caller = Caller.dial(address)) {
            var name = caller.address();
            var ip = caller.ip();
            attack(fault, caller);
            switch (fault.outcome()) {
                case Banned(String reason) -> checkBanned(reason, ip, eventsBefore, linesBefore);
                case Ended(String failure) -> checkEnded(failure, name, ip, eventsBefore);
                case Tolerated(int points) -> checkTolerated(points, caller, name, eventsBefore);
            }
        }
        var began = System.nanoTime();
        serveAnHonestCaller();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        assertThat(node.output().since(outputBefore)).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
        assertThat(node.console().since(linesBefore)).allMatch(line -> line.matches(LOG_LINE))
                .filteredOn(line -> !line.contains(" INFO ")).hasSizeLessThanOrEqualTo(1);
        assertThat(memory.growthBesideHeap()).as("growth beside the heap").isLessThan(MOST_GROWTH);
    }

    /// A table of its own: honest peers under attack may take longer to answer.
    @Test
    void whoNeverAnswersAPingIsLeft() throws IOException {
        try (var impatient = RunningNode.listening("--ping-timeout", "1s"); var caller = Caller.dial(impatient.awaitAddress())) {
            caller.introduced().awaitEnd();
            var lost = impatient.await("ConnectionLost", 0, event -> isAbout(event, caller.address()));
            assertThat(lost.get("failure").asString()).isEqualTo("PingTimeout");
        }
    }

    /// They hold every place there is; the longest silent one gives way.
    @Test
    void aCrowdThatNeverSaysAByteKeepsNobodyOut() throws IOException {
        try (var besieged = RunningNode.listening("--target", "0", "--max", "20"); var crowd = new Crowd(besieged.awaitAddress())) {
            crowd.dialAndKeepSilent(60);
            besieged.await("InboundConnectionAccepted", 20);
            awaitServed(besieged.awaitAddress());
        }
    }

    /// Some of them are gone before the node has looked at them. Those that it let in together hold places until it reads of their ends; who comes
    /// in that moment may be turned away, but nobody who comes after it.
    @Test
    void callersThatVanishAtOnceLeaveNoTraceAndHoldNoPlace() throws IOException {
        int linesBefore = node.console().size();
        int eventsBefore = node.events().size();
        for (int i = 0; i < 500; i++) {
            try (var caller = Caller.dial(address)) {
                caller.write(new byte[1]);
                caller.vanish();
            }
        }
        if (!isServed(address)) {
            // It came last, so all of them are in.
            var vanished = node.events().since(eventsBefore).stream().filter(event -> event.get("event").asString().equals("InboundConnectionAccepted"))
                    .map(event -> event.get("peer_id").asString()).collect(Collectors.toSet());
            node.events().await("ends", vanished.size(), eventsBefore, event -> event.get("event").asString().equals("ConnectionFailed")
                    && vanished.contains(event.get("peer_id").asString()), Caller.PATIENCE);
            assertThat(isServed(address)).as("served once the others are heard to be gone").isTrue();
        }
        assertThat(node.console().since(linesBefore).stream().filter(line -> !line.contains(" INFO "))).isEmpty();
    }

    private static void attack(Fault fault, Caller caller) throws IOException {
        try {
            fault.attack().run(caller);
        } catch (SocketException hungUpOn) {
            throw new AssertionError("The node hung up on one who " + fault, hungUpOn);
        }
    }

    private static void awaitServed(InetSocketAddress node) throws IOException {
        long deadline = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (!isServed(node)) assertThat(System.nanoTime()).as("time until a caller is served").isLessThan(deadline);
    }

    private static boolean isServed(InetSocketAddress node) throws IOException {
        try (var caller = Caller.dial(node)) {
            return caller.introduce() == Answer.SERVED;
        }
    }

    private static void checkBanned(String reason, InetAddress ip, int eventsBefore, int linesBefore) throws IOException {
        var target = ip.getHostAddress();
        var banned = node.await("PeerBanned", eventsBefore, event -> event.get("target").asString().equals(target));
        assertThat(banned.get("reason").asString()).isEqualTo(reason);
        node.console().await("line about the ban", linesBefore, line -> line.contains(" WARN ") && line.contains("banned=" + target), Caller.PATIENCE);
        try (var again = Caller.dial(address, ip)) {
            assertThat(again.awaitEnd()).as("bytes for a banned caller").isZero();
        }
    }

    private static void checkEnded(String failure, String name, InetAddress ip, int eventsBefore) throws IOException {
        var end = node.events().await("end of " + name, eventsBefore, event -> isEnd(event, name), Caller.PATIENCE);
        assertThat(end.get("failure").asString()).isEqualTo(failure);
        try (var again = Caller.dial(address, ip)) {
            again.introduced().ping();
        }
        assertThat(node.events().since(eventsBefore)).noneMatch(event -> event.get("event").asString().equals("PeerBanned"));
    }

    private static void checkTolerated(int points, Caller caller, String name, int eventsBefore) throws IOException {
        caller.ping();
        caller.close();
        node.await("ConnectionLost", eventsBefore, event -> isAbout(event, name));
        var misbehaviors = node.events().since(eventsBefore).stream().filter(event -> event.get("event").asString().equals("PeerMisbehavior"));
        assertThat(misbehaviors.mapToInt(event -> event.get("points").asInt()).sum()).as("points").isEqualTo(points);
    }

    private static void serveAnHonestCaller() throws IOException {
        try (var honest = Caller.dial(address)) {
            honest.introduced().ping();
        }
    }

    private static boolean isEnd(JsonNode event, String name) {
        return isAbout(event, name) && event.has("failure");
    }

    private static boolean isAbout(JsonNode event, String name) {
        return event.get("address").asString("").equals(name);
    }
}
