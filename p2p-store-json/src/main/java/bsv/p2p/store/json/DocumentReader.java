package bsv.p2p.store.json;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/// Reads the file into a store; see [Format]. An entry that makes no sense is left out, anything else that is wrong is damage.
final class DocumentReader {
    /// Entries left out of which is told what was wrong.
    private static final int MAX_TOLD = 10;
    private static final Set<String> NEEDED = Set.of("format", "version", "peers", "bans");

    private final MemoryPeerStore into;
    private final JsonParser json;
    private final Set<String> seen = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private int leftOut;
    private long covered;
    private Optional<String> checksum = Optional.empty();

    private DocumentReader(MemoryPeerStore into, JsonParser json) {
        this.into = into;
        this.json = json;
    }

    /// What is to be said of a document that was read.
    ///
    /// @param covered how many bytes its checksum covers
    /// @param checksum absent in a file that was edited by hand
    /// @param leftOut number of entries that made no sense
    /// @param told of the first of them what was wrong
    record Outcome(long covered, Optional<String> checksum, int leftOut, List<String> told) {}

    static Outcome read(InputStream in, MemoryPeerStore into) throws IOException, DamagedFileException {
        try (var json = Format.JSON.createParser(ObjectReadContext.empty(), in)) {
            return new DocumentReader(into, json).read();
        } catch (JacksonIOException failed) {
            if (failed.getCause() instanceof CharConversionException wrong) throw new DamagedFileException("is not text: " + plain(wrong.getMessage()));
            throw failed.getCause();
        } catch (JacksonException wrong) {
            var line = Optional.ofNullable(wrong.getLocation()).map(place -> " in line " + place.getLineNr()).orElse("");
            throw new DamagedFileException("is not as JSON should be" + line + ": " + plain(wrong.getOriginalMessage()));
        }
    }

    private Outcome read() throws DamagedFileException {
        if (json.nextToken() != JsonToken.START_OBJECT) throw new DamagedFileException("is empty or begins with something else than \"{\"");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            if (checksum.isPresent()) throw new DamagedFileException("goes on after its checksum");
            if (!seen.add(name)) throw new DamagedFileException("has the field \"" + plain(name) + "\" twice");
            json.nextToken();
            readField(name);
            if (checksum.isEmpty()) covered = json.currentLocation().getByteOffset();
        }
        if (json.nextToken() != null) throw new DamagedFileException("goes on after its end");
        if (!seen.containsAll(NEEDED)) throw new DamagedFileException("lacks one of the fields " + NEEDED.stream().sorted().toList());
        return new Outcome(covered, checksum, leftOut, List.copyOf(told));
    }

    private void readField(String name) throws DamagedFileException {
        switch (name) {
            case "format" -> expect(Format.NAME, "format");
            case "version" -> expect(Integer.toString(Format.VERSION), "version");
            case "written" -> json.skipChildren();
            case "peers" -> readEntries(fields -> into.create(peer(fields)));
            case "bans" -> readEntries(fields -> into.putBan(ban(fields)));
            case "checksum" -> checksum = Optional.of(json.getString());
            default -> throw new DamagedFileException("has an unknown field \"" + plain(name) + "\"");
        }
    }

    private void expect(String expected, String what) throws DamagedFileException {
        var found = json.getString();
        if (!expected.equals(found)) throw new DamagedFileException("has %s \"%s\", this program reads \"%s\"".formatted(what, plain(found), expected));
    }

    private void readEntries(Consumer<Fields> take) throws DamagedFileException {
        if (json.currentToken() != JsonToken.START_ARRAY) throw new DamagedFileException("has something else than a list of entries");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) throw new DamagedFileException("has something else than an entry in a list");
            int line = json.currentTokenLocation().getLineNr();
            var fields = Fields.read(json);
            try {
                take.accept(fields);
            } catch (IllegalArgumentException | DateTimeException | DuplicatePeer wrong) {
                if (leftOut++ < MAX_TOLD) told.add("line " + line + ": " + plain(wrong.getMessage()));
            }
        }
    }

    private static Peer peer(Fields fields) {
        var endpoint = Endpoint.parse(fields.text("address"));
        return new Peer(fields.optional("id").map(UUID::fromString).orElseGet(UUID::randomUUID), endpoint,
                fields.optional("status").map(PeerStatus::valueOf).orElse(PeerStatus.UNKNOWN), fields.time("status_since").orElse(Instant.EPOCH),
                fields.object("ban").map(DocumentReader::ban), fields.optional("services").map(Long::parseUnsignedLong).orElse(Services.NONE),
                fields.optional("user_agent").orElse(""), fields.number("protocol_version", 0), fields.number("start_height", -1), fields.time("last_seen"),
                fields.number("attempts", 0), fields.time("next_attempt"), fields.optional("source").orElse("manual"));
    }

    private static Ban ban(Fields fields) {
        return new Ban(Cidr.parse(fields.text("target")), fields.object("reason").map(DocumentReader::reason).orElse(new BanReason.Manual("")),
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

    /// Text that may quote the file, made fit for a log.
    private static String plain(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[^ -~]+", "?");
    }
}
