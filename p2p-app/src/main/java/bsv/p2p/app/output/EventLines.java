package bsv.p2p.app.output;

import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.json.JsonText;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes events as lines. As JSON every line has `time`, `event`, `peer_id`, `address` and `direction`, null where they do not apply, and then
/// the event's own fields. As text the same, shorter, with all text of strangers escaped. Safe for many threads.
public final class EventLines {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Function<EventLine, String> form;
    private final InstantSource clock;
    private final Function<UUID, Optional<Boolean>> inbound;

    private EventLines(Function<EventLine, String> form, InstantSource clock, Function<UUID, Optional<Boolean>> inbound) {
        this.form = form;
        this.clock = clock;
        this.inbound = inbound;
    }

    /// Lines of JSON.
    ///
    /// @param inbound what is known of a peer's connection, for events that do not tell
    public static EventLines json(InstantSource clock, Function<UUID, Optional<Boolean>> inbound) {
        return new EventLines(EventLines::json, clock, inbound);
    }

    /// Lines for people.
    ///
    /// @param zone for the time of day
    /// @param inbound what is known of a peer's connection, for events that do not tell
    public static EventLines text(InstantSource clock, ZoneId zone, Function<UUID, Optional<Boolean>> inbound) {
        return new EventLines(line -> text(line, CLOCK.withZone(zone)), clock, inbound);
    }

    public String line(ControlEvent event) {
        var direction = event instanceof ControlEvent.ConnectionEvent of ? inbound.apply(of.peerId()) : Optional.<Boolean>empty();
        return form.apply(EventLine.of(event, clock.instant(), direction));
    }

    public String line(BitcoinMessageEvent event) {
        return form.apply(EventLine.of(event, clock.instant(), inbound.apply(event.peerId())));
    }

    /// An event of the application itself, beside those of a node.
    ///
    /// @param fields its own, in snake case
    public String line(String event, Optional<Endpoint> address, ObjectNode fields) {
        return form.apply(new EventLine(clock.instant(), event, Optional.empty(), address, Optional.empty(), fields));
    }

    private static String json(EventLine line) {
        var object = JsonText.object();
        object.put("time", Moments.utc(line.time()));
        object.put("event", line.event());
        object.put("peer_id", line.peerId().map(UUID::toString).orElse(null));
        object.put("address", line.address().map(Object::toString).orElse(null));
        object.put("direction", line.inbound().map(EventLines::direction).orElse(null));
        object.setAll(line.fields());
        return JsonText.line(object);
    }

    private static String text(EventLine line, DateTimeFormatter clock) {
        var words = new ArrayList<String>();
        words.add(clock.format(line.time()));
        words.add(line.event());
        line.address().ifPresent(address -> words.add(address.toString()));
        line.inbound().ifPresent(inbound -> words.add(direction(inbound)));
        addWords(line.fields(), words);
        return String.join(" ", words);
    }

    private static void addWords(ObjectNode fields, List<String> words) {
        fields.forEachEntry((name, value) -> {
            if (value instanceof ObjectNode message) addSummary(message, words);
            else if (value.isArray()) words.add(name + "=" + Escaped.quoted(value.valueStream().map(JsonNode::asString).collect(Collectors.joining("; "))));
            else if (!value.isNull()) words.add(name + "=" + word(value.asString()));
        });
    }

    /// A message may have a thousand hashes: a line for people tells what is single.
    private static void addSummary(ObjectNode message, List<String> words) {
        message.forEachEntry((name, value) -> {
            if (value.isValueNode() && !value.isNull() && !name.endsWith("_hex")) words.add(name + "=" + word(value.asString()));
        });
    }

    private static String word(String value) {
        return value.matches("[A-Za-z0-9._:/|@+\\[\\]-]+") ? value : Escaped.quoted(value);
    }

    private static String direction(boolean inbound) {
        return inbound ? "inbound" : "outbound";
    }

    /// What a line tells of a subscription that was too slow.
    public String lagged(long missed) {
        return form.apply(EventLine.of(new ControlEvent.Lagged(missed), clock.instant(), Optional.empty()));
    }
}
