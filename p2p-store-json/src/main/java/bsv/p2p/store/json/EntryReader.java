package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads peers and bans, the current token being the beginning of their object. It goes to the end of the object before it throws what
/// was wrong with it, an IllegalArgumentException or a DateTimeException, so that an object that makes no sense spoils no other.
final class EntryReader {
    private final JsonParser json;
    private Optional<UUID> id = Optional.empty();
    private @Nullable Endpoint endpoint;
    private PeerStatus status = PeerStatus.UNKNOWN;
    private Instant statusSince = Instant.EPOCH;
    private Optional<Ban> ban = Optional.empty();
    private long services;
    private String userAgent = "";
    private int protocolVersion;
    private int startHeight;
    private Optional<Instant> lastSeen = Optional.empty();
    private int attempts;
    private Optional<Instant> nextAttempt = Optional.empty();
    private String source = "";

    EntryReader(JsonParser json) {
        this.json = json;
    }

    Peer peer() {
        forget();
        Optional<RuntimeException> wrong = Optional.empty();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            json.nextToken();
            try {
                readField(name);
            } catch (IllegalArgumentException | DateTimeException nonsense) {
                if (wrong.isEmpty()) wrong = Optional.of(nonsense);
            }
        }
        if (wrong.isPresent()) throw wrong.get();
        if (endpoint == null) throw new IllegalArgumentException("it has no address");
        return new Peer(id.orElseGet(UUID::randomUUID), endpoint, status, statusSince, ban, services, userAgent, protocolVersion, startHeight, lastSeen,
                attempts, nextAttempt, source);
    }

    Ban ban() {
        return ban(Fields.read(json));
    }

    private void forget() {
        id = Optional.empty();
        endpoint = null;
        status = PeerStatus.UNKNOWN;
        statusSince = Instant.EPOCH;
        ban = Optional.empty();
        services = Services.NONE;
        userAgent = "";
        protocolVersion = 0;
        startHeight = -1;
        lastSeen = Optional.empty();
        attempts = 0;
        nextAttempt = Optional.empty();
        source = "manual";
    }

    private void readField(String name) {
        var token = json.currentToken();
        if (token == JsonToken.START_OBJECT && name.equals("ban")) ban = Optional.of(ban());
        else if (token.isStructStart()) json.skipChildren();
        else if (token != JsonToken.VALUE_NULL) readText(name, Chars.of(json));
    }

    private void readText(String name, Chars text) {
        switch (name) {
            case "id" -> id = Optional.of(text.id());
            case "address" -> endpoint = text.endpoint();
            case "status" -> status = PeerStatus.valueOf(text.toString());
            case "status_since" -> statusSince = text.time();
            case "services" -> services = text.unsigned();
            case "user_agent" -> userAgent = text.toString();
            case "protocol_version" -> protocolVersion = text.number();
            case "start_height" -> startHeight = text.number();
            case "last_seen" -> lastSeen = Optional.of(text.time());
            case "attempts" -> attempts = text.number();
            case "next_attempt" -> nextAttempt = Optional.of(text.time());
            case "source" -> source = text.toString();
            default -> {} // of a later version, or a note of who edited the file
        }
    }

    private static Ban ban(Fields fields) {
        return new Ban(Cidr.parse(fields.text("target")), fields.object("reason").map(EntryReader::reason).orElse(new BanReason.Manual("")),
                fields.time("since").orElse(Instant.EPOCH), fields.time("until"));
    }

    private static BanReason reason(Fields fields) {
        return switch (fields.text("kind")) {
            case "network_mismatch" -> new BanReason.NetworkMismatch(Magic.parse(fields.text("expected")), Magic.parse(fields.text("received")));
            case "blockchain_mismatch" -> new BanReason.BlockchainMismatch(fields.text("received"));
            case "banned_user_agent" -> new BanReason.BannedUserAgent(fields.text("user_agent"));
            case "misbehavior" -> new BanReason.Misbehavior(fields.text("what"));
            case "manual" -> new BanReason.Manual(fields.text("note"));
            default -> throw new IllegalArgumentException("there is no ban of kind " + fields.text("kind"));
        };
    }
}
