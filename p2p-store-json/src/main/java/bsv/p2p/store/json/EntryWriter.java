package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/// Writes peers and bans as JSON objects; see [Format]. What a reader assumes where a field is missing is not written.
final class EntryWriter {
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString ADDRESS = new SerializedString("address");
    private static final SerializableString STATUS = new SerializedString("status");
    private static final SerializableString STATUS_SINCE = new SerializedString("status_since");
    private static final SerializableString SERVICES = new SerializedString("services");
    private static final SerializableString USER_AGENT = new SerializedString("user_agent");
    private static final SerializableString PROTOCOL_VERSION = new SerializedString("protocol_version");
    private static final SerializableString START_HEIGHT = new SerializedString("start_height");
    private static final SerializableString LAST_SEEN = new SerializedString("last_seen");
    private static final SerializableString ATTEMPTS = new SerializedString("attempts");
    private static final SerializableString NEXT_ATTEMPT = new SerializedString("next_attempt");
    private static final SerializableString SOURCE = new SerializedString("source");
    private static final SerializableString[] STATUSES =
            Stream.of(PeerStatus.values()).map(status -> new SerializedString(status.name())).toArray(SerializableString[]::new);

    private final JsonGenerator json;
    private final Ascii text = new Ascii();

    EntryWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(Row row) {
        json.writeStartObject();
        json.writeName(ID);
        text.id(row.idHigh(), row.idLow());
        text.writeTo(json);
        json.writeName(ADDRESS);
        text.endpoint(row.ipHigh(), row.ipLow(), row.port());
        text.writeTo(json);
        json.writeName(STATUS);
        json.writeString(STATUSES[row.status()]);
        if (row.services() != 0) services(row.services());
        if (!row.userAgent().isEmpty()) {
            json.writeName(USER_AGENT);
            json.writeString(row.userAgent());
        }
        number(PROTOCOL_VERSION, row.protocolVersion(), 0);
        number(START_HEIGHT, row.startHeight(), -1);
        number(ATTEMPTS, row.attempts(), 0);
        json.writeName(SOURCE);
        json.writeString(row.source());
        if (row.hasMore()) timesAndBan(row);
        else times(row);
        json.writeEndObject();
    }

    private void services(long services) {
        json.writeName(SERVICES);
        if (services > 0) json.writeNumber(services);
        else json.writeNumber(Long.toUnsignedString(services));
    }

    private void number(SerializableString name, int number, int byDefault) {
        if (number == byDefault) return;
        json.writeName(name);
        json.writeNumber(number);
    }

    private void times(Row row) {
        time(STATUS_SINCE, row.statusSince());
        if (row.lastSeen() != Row.ABSENT) time(LAST_SEEN, row.lastSeen());
        if (row.nextAttempt() != Row.ABSENT) time(NEXT_ATTEMPT, row.nextAttempt());
    }

    private void time(SerializableString name, long time) {
        json.writeName(name);
        text.time(time);
        text.writeTo(json);
    }

    private void timesAndBan(Row row) {
        var peer = row.peer();
        time(STATUS_SINCE, Optional.of(peer.statusSince()));
        time(LAST_SEEN, peer.lastSeen());
        time(NEXT_ATTEMPT, peer.nextAttempt());
        peer.ban().ifPresent(ban -> {
            json.writeName("ban");
            write(ban);
        });
    }

    private void time(SerializableString name, Optional<Instant> time) {
        time.ifPresent(some -> {
            json.writeName(name);
            json.writeString(some.toString());
        });
    }

    void write(Ban ban) {
        json.writeStartObject();
        json.writeStringProperty("target", ban.target().toString());
        json.writeStringProperty("since", ban.since().toString());
        ban.until().ifPresent(until -> json.writeStringProperty("until", until.toString()));
        json.writeObjectPropertyStart("reason");
        switch (ban.reason()) {
            case BanReason.NetworkMismatch(var expected, var received) -> {
                json.writeStringProperty("kind", "network_mismatch");
                json.writeStringProperty("expected", expected.toString());
                json.writeStringProperty("received", received.toString());
            }
            case BanReason.BlockchainMismatch(var received) -> reason("blockchain_mismatch", "received", received);
            case BanReason.BannedUserAgent(var userAgent) -> reason("banned_user_agent", "user_agent", userAgent);
            case BanReason.Misbehavior(var what) -> reason("misbehavior", "what", what);
            case BanReason.Manual(var note) -> reason("manual", "note", note);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void reason(String kind, String name, String text) {
        json.writeStringProperty("kind", kind);
        json.writeStringProperty(name, text);
    }
}
