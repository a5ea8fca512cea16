package bsv.p2p.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventLinesTest {
    private static final UUID PEER = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Endpoint ADDRESS = Endpoint.parse("203.0.113.7:8333");
    private static final String HOSTILE = "/x\u001b[2J\r\n\u202E\"\\\u009b\u00ff\u007f/";
    private static final Instant NOW = Instant.parse("2026-11-20T16:29:01.123456Z");
    private static final EventLines JSON = EventLines.json(() -> NOW, _ -> Optional.of(true));
    private static final EventLines TEXT = EventLines.text(() -> NOW, ZoneOffset.UTC, _ -> Optional.of(true));
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static List<ControlEvent> events() {
        return List.of(
                new ControlEvent.ConnectionEstablished(PEER, ADDRESS, false),
                new ControlEvent.ConnectionFailed(PEER, ADDRESS, false, new PeerFailure.HandshakeFailed(HOSTILE)),
                new ControlEvent.ConnectionLost(PEER, ADDRESS, true, Optional.of(new PeerFailure.ConnectionReset(HOSTILE))),
                new ControlEvent.ConnectionRestarting(PEER, ADDRESS, 1, Duration.ofMillis(1500)),
                new ControlEvent.HandshakeComplete(PEER, ADDRESS, false, 70016, 0x8000_0000_0000_0021L, HOSTILE, -1, true, Duration.ofNanos(12_345_678)),
                new ControlEvent.PeerMisbehavior(PEER, ADDRESS, true, HOSTILE, 20, 40),
                new ControlEvent.InboundConnectionAccepted(PEER, ADDRESS),
                new ControlEvent.InboundConnectionRejected(ADDRESS, ControlEvent.RejectionCause.BANNED),
                new ControlEvent.ConnectionRejectedCapacity(PEER, ADDRESS, 20, 20),
                new ControlEvent.PeerBanned(Optional.of(PEER), Cidr.of(ADDRESS.ip()), new BanReason.BannedUserAgent(HOSTILE), Optional.of(NOW)),
                new ControlEvent.PeerUnbanned(Cidr.parse("10.0.0.0/8")),
                new ControlEvent.ListenerBound(ADDRESS),
                new ControlEvent.ListenerBindFailed(ADDRESS, HOSTILE, Duration.ofSeconds(10)),
                new ControlEvent.ListenerClosed(ADDRESS),
                new ControlEvent.PeerDiscovered(PEER, ADDRESS, HOSTILE),
                new ControlEvent.DiscoveryFinished("dns", 5, 3, List.of(HOSTILE, "second"), Duration.ofSeconds(1)),
                new ControlEvent.ConfigUpdated(ManagerConfig.DEFAULT),
                new ControlEvent.PhaseChanged(ControlEvent.Phase.RUNNING),
                new ControlEvent.Lagged(7));
    }

    @Test
    void everyKindOfEventIsTriedHere() {
        var kinds = Stream.of(ControlEvent.class, ControlEvent.ConnectionEvent.class).flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .filter(type -> !type.isInterface()).map(Class::getSimpleName).collect(Collectors.toSet());

        assertThat(events()).extracting(ControlEvent::kind).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @ParameterizedTest
    @MethodSource("events")
    void jsonIsOneObjectOnOneLineOfAsciiAndBeginsWithWhatEveryEventHas(ControlEvent event) {
        var line = JSON.line(event);

        assertThat(line.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
        var object = (ObjectNode) MAPPER.readTree(line);
        assertThat(object.propertyNames()).startsWith("time", "event", "peer_id", "address", "direction").allMatch(name -> name.matches("[a-z_]+"));
        assertThat(object.get("time").stringValue()).isEqualTo("2026-11-20T16:29:01.123Z");
        assertThat(object.get("event").stringValue()).isEqualTo(event.kind());
        if (event instanceof ControlEvent.ConnectionEvent) {
            assertThat(object.get("peer_id").stringValue()).isEqualTo(PEER.toString());
            assertThat(object.get("address").stringValue()).isEqualTo("203.0.113.7:8333");
            assertThat(object.get("direction").stringValue()).isIn("inbound", "outbound");
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void textIsOneLineThatNoPeerCanBreak(ControlEvent event) {
        var line = TEXT.line(event);

        assertThat(line).startsWith("16:29:01.123 " + event.kind());
        assertThat(line.codePoints()).allMatch(c -> c >= 0x20 && c != 0x7f && (c < 0x80 || c >= 0xa0) && c != 0x202e);
    }

    @Test
    void strangeTextSurvivesInJson() {
        var object = MAPPER.readTree(JSON.line(events().get(4)));

        assertThat(object.get("user_agent").stringValue()).isEqualTo(HOSTILE);
        assertThat(object.get("services").stringValue()).isEqualTo("9223372036854775841");
        assertThat(object.get("took_ms").doubleValue()).isEqualTo(12.346);
    }

    @Test
    void textHasTheEventsOwnFieldsAndLeavesOutWhatIsNotThere() {
        assertThat(TEXT.line(new ControlEvent.ConnectionLost(PEER, ADDRESS, true, Optional.empty())))
                .isEqualTo("16:29:01.123 ConnectionLost 203.0.113.7:8333 inbound");
        assertThat(TEXT.line(events().get(4))).isEqualTo("16:29:01.123 HandshakeComplete 203.0.113.7:8333 outbound protocol_version=70016"
                + " services=9223372036854775841 service_names=NETWORK|BITCOIN_CASH|0x8000000000000000"
                + " user_agent=\"/x\\x1b[2J\\x0d\\x0a\\u{202e}\\\"\\\\\\x9bÿ\\x7f/\" start_height=-1 relay=true took_ms=12.346");
        assertThat(TEXT.line(new ControlEvent.DiscoveryFinished("dns", 5, 3, List.of("a", "b"), Duration.ofSeconds(1))))
                .isEqualTo("16:29:01.123 DiscoveryFinished strategy=dns found=5 added=3 problems=\"a; b\" took_ms=1000.0");
    }

    @Test
    void messagesAreEventsWithTheirCommandAndFields() {
        var object = (ObjectNode) MAPPER.readTree(JSON.line(message(new Ping(-1))));

        assertThat(object.propertyNames()).containsExactly("time", "event", "peer_id", "address", "direction", "command", "message");
        assertThat(object.get("event").stringValue()).isEqualTo("BitcoinMessage");
        assertThat(object.get("direction").stringValue()).isEqualTo("inbound");
        assertThat(object.get("command").stringValue()).isEqualTo("ping");
        assertThat(object.get("message").get("nonce").stringValue()).isEqualTo("18446744073709551615");
    }

    @Test
    void aMessageAsTextTellsWhatIsSingleInIt() {
        assertThat(TEXT.line(message(new GetHeaders(70016, List.of(Hash256.ZERO), Hash256.ZERO))))
                .isEqualTo("16:29:01.123 BitcoinMessage 203.0.113.7:8333 inbound command=getheaders version=70016 locator_count=1 stop_hash=" + Hash256.ZERO);
        assertThat(TEXT.line(message(new Reject("tx", 0x10, "no\nway", Optional.empty()))))
                .isEqualTo("16:29:01.123 BitcoinMessage 203.0.113.7:8333 inbound command=reject message=tx code=16 code_name=INVALID reason=\"no\\x0away\"");
    }

    @Test
    void whereTheDirectionIsForgottenItIsNull() {
        var lines = EventLines.json(() -> NOW, _ -> Optional.empty());

        assertThat(MAPPER.readTree(lines.line(message(new Ping(1)))).get("direction").isNull()).isTrue();
    }

    @Test
    void aSlowReaderIsToldWhatItMissed() {
        assertThat(MAPPER.readTree(JSON.lagged(12)).get("missed").longValue()).isEqualTo(12);
        assertThat(TEXT.lagged(12)).isEqualTo("16:29:01.123 Lagged missed=12");
    }

    private static BitcoinMessageEvent message(Message message) {
        return new BitcoinMessageEvent(PEER, ADDRESS, message, 0);
    }
}
