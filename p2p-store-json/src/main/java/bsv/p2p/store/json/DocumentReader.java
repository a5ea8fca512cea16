package bsv.p2p.store.json;

import bsv.p2p.api.error.DuplicatePeer;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/// Reads a snapshot into a store; see [Format]. An entry that makes no sense is left out, anything else that is wrong is damage.
final class DocumentReader {
    /// Entries left out of which is told what was wrong.
    private static final int MAX_TOLD = 10;
    private static final Set<String> NEEDED = Set.of("format", "version", "peers", "bans");

    private static final Set<String> READ_VERSIONS = Set.of("1", Integer.toString(Format.VERSION));

    private final MemoryPeerStore into;
    private final JsonParser json;
    private final EntryReader entries;
    private final Set<String> seen = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private int leftOut;
    private long generation;
    private long covered;
    private Optional<String> checksum = Optional.empty();

    private DocumentReader(MemoryPeerStore into, JsonParser json) {
        this.into = into;
        this.json = json;
        entries = new EntryReader(json);
    }

    /// What is to be said of a document that was read.
    ///
    /// @param generation 0 for a file of version 1, and for one that somebody made by hand
    /// @param covered how many bytes its checksum covers
    /// @param checksum absent in a file that was edited by hand
    /// @param leftOut number of entries that made no sense
    /// @param told of the first of them what was wrong
    record Outcome(long generation, long covered, Optional<String> checksum, int leftOut, List<String> told) {}

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
        return new Outcome(generation, covered, checksum, leftOut, List.copyOf(told));
    }

    private void readField(String name) throws DamagedFileException {
        switch (name) {
            case "format" -> checkFormat();
            case "version" -> checkVersion();
            case "written" -> json.skipChildren();
            case "generation" -> readGeneration();
            case "peers" -> readEntries(() -> into.create(entries.peer()));
            case "bans" -> readEntries(() -> into.putBan(entries.ban()));
            case "checksum" -> checksum = Optional.of(json.getString());
            default -> throw new DamagedFileException("has an unknown field \"" + plain(name) + "\"");
        }
    }

    private void checkFormat() throws DamagedFileException {
        if (!Format.NAME.equals(json.getString())) throw new DamagedFileException("has format \"%s\", this program reads \"%s\"".formatted(plain(json.getString()), Format.NAME));
    }

    private void checkVersion() throws DamagedFileException {
        if (!READ_VERSIONS.contains(json.getString())) {
            throw new DamagedFileException("has version \"%s\", this program reads up to %d".formatted(plain(json.getString()), Format.VERSION));
        }
    }

    private void readGeneration() throws DamagedFileException {
        if (!json.getString().matches("[0-9]{1,18}")) throw new DamagedFileException("has the generation \"%s\", which is no number".formatted(plain(json.getString())));
        generation = Long.parseLong(json.getString());
    }

    private void readEntries(Runnable take) throws DamagedFileException {
        if (json.currentToken() != JsonToken.START_ARRAY) throw new DamagedFileException("has something else than a list of entries");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) throw new DamagedFileException("has something else than an entry in a list");
            int line = json.currentTokenLocation().getLineNr();
            try {
                take.run();
            } catch (IllegalArgumentException | DateTimeException | DuplicatePeer wrong) {
                if (leftOut++ < MAX_TOLD) told.add("line " + line + ": " + plain(wrong.getMessage()));
            }
        }
    }

    /// Text that may quote the file, made fit for a log.
    private static String plain(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[^ -~]+", "?");
    }
}
