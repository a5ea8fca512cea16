package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What one would write first, and write well: two maps, one lock, the file written as a whole with Jackson's streams, to a new file, to the
/// medium, into place. It writes the fields that ours writes, under the same names; no checksum, no spare copy, no indentation.
final class Maps implements Contender {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private Map<UUID, Peer> byId = new HashMap<>();
    private Map<Endpoint, Peer> byEndpoint = new HashMap<>();

    Maps(Path folder) {
        file = folder.resolve("maps.json");
    }

    @Override
    public synchronized void create(Peer peer) {
        if (byId.containsKey(peer.id()) || byEndpoint.containsKey(peer.endpoint())) throw new IllegalArgumentException("it is there already");
        byId.put(peer.id(), peer);
        byEndpoint.put(peer.endpoint(), peer);
    }

    @Override
    public synchronized void update(Peer peer) {
        byId.put(peer.id(), peer);
        byEndpoint.put(peer.endpoint(), peer);
    }

    @Override
    public synchronized Optional<Peer> find(Endpoint endpoint) {
        return Optional.ofNullable(byEndpoint.get(endpoint));
    }

    /// Its peers as the plainest of maps has them, by address and port as one text.
    Map<String, Peer> byText() {
        var byText = new HashMap<String, Peer>();
        for (var peer : byId.values()) byText.put(peer.endpoint().toString(), peer);
        return byText;
    }

    @Override
    public synchronized List<Peer> some(PeerStatus status, int count) {
        return byId.values().stream().filter(peer -> peer.status() == status).limit(count).toList();
    }

    @Override
    public synchronized long count(PeerStatus status) {
        return byId.values().stream().filter(peer -> peer.status() == status).count();
    }

    @Override
    public void makeDurable() throws IOException {
        writeAll();
    }

    @Override
    public synchronized void writeAll() throws IOException {
        var fresh = file.resolveSibling("maps.tmp");
        try (var out = new FileOutputStream(fresh.toFile())) {
            var json = JSON.createGenerator(ObjectWriteContext.empty(), out);
            json.writeStartArray();
            for (var peer : byId.values()) write(peer, json);
            json.writeEndArray();
            json.flush();
            out.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.getParent())) {
            folder.force(true);
        }
    }

    @Override
    public synchronized void readAll() throws IOException {
        byId = new HashMap<>();
        byEndpoint = new HashMap<>();
        try (var in = Files.newInputStream(file); var json = JSON.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) create(new PeerReader(json).read());
        }
    }

    synchronized void forget() {
        byId = new HashMap<>();
        byEndpoint = new HashMap<>();
    }

    private static void write(Peer peer, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("id", peer.id().toString());
        json.writeStringProperty("address", peer.endpoint().toString());
        json.writeStringProperty("status", peer.status().name());
        if (peer.services() != 0) json.writeNumberProperty("services", peer.services());
        if (!peer.userAgent().isEmpty()) json.writeStringProperty("user_agent", peer.userAgent());
        if (peer.protocolVersion() != 0) json.writeNumberProperty("protocol_version", peer.protocolVersion());
        if (peer.startHeight() != -1) json.writeNumberProperty("start_height", peer.startHeight());
        if (peer.attempts() != 0) json.writeNumberProperty("attempts", peer.attempts());
        json.writeStringProperty("source", peer.source());
        json.writeStringProperty("status_since", peer.statusSince().toString());
        if (peer.lastSeen().isPresent()) json.writeStringProperty("last_seen", peer.lastSeen().get().toString());
        if (peer.nextAttempt().isPresent()) json.writeStringProperty("next_attempt", peer.nextAttempt().get().toString());
        if (peer.ban().isPresent()) {
            var ban = peer.ban().get();
            json.writeStringProperty("ban_target", ban.target().toString());
            json.writeStringProperty("ban_reason", ban.reason().describe());
            json.writeStringProperty("ban_since", ban.since().toString());
            if (ban.until().isPresent()) json.writeStringProperty("ban_until", ban.until().get().toString());
        }
        json.writeEndObject();
    }

    /// Reads one peer, field by field as they come.
    private static final class PeerReader {
        private final JsonParser json;

        PeerReader(JsonParser json) {
            this.json = json;
        }

        Peer read() {
            var id = new UUID(0, 0);
            var address = "";
            var status = PeerStatus.UNKNOWN;
            var since = Instant.EPOCH;
            long services = 0;
            var agent = "";
            int version = 0;
            int height = -1;
            int attempts = 0;
            var source = "";
            Optional<Instant> seen = Optional.empty();
            Optional<Instant> next = Optional.empty();
            var ban = new String[] {"", "", "", ""};
            while (json.nextToken() != JsonToken.END_OBJECT) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = UUID.fromString(json.getString());
                    case "address" -> address = json.getString();
                    case "status" -> status = PeerStatus.valueOf(json.getString());
                    case "services" -> services = json.getLongValue();
                    case "user_agent" -> agent = json.getString();
                    case "protocol_version" -> version = json.getIntValue();
                    case "start_height" -> height = json.getIntValue();
                    case "attempts" -> attempts = json.getIntValue();
                    case "source" -> source = json.getString();
                    case "status_since" -> since = Instant.parse(json.getString());
                    case "last_seen" -> seen = Optional.of(Instant.parse(json.getString()));
                    case "next_attempt" -> next = Optional.of(Instant.parse(json.getString()));
                    case "ban_target" -> ban[0] = json.getString();
                    case "ban_reason" -> ban[1] = json.getString();
                    case "ban_since" -> ban[2] = json.getString();
                    case "ban_until" -> ban[3] = json.getString();
                    default -> throw new IllegalStateException("unknown field " + name);
                }
            }
            Optional<Ban> whole = ban[0].isEmpty() ? Optional.empty() : Optional.of(new Ban(Cidr.parse(ban[0]), new BanReason.Manual(ban[1]), Instant.parse(ban[2]),
                    ban[3].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(ban[3]))));
            return new Peer(id, Endpoint.parse(address), status, since, whole, services, agent, version, height, seen, attempts, next, source);
        }
    }
}
