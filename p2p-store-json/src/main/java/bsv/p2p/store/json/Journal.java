package bsv.p2p.store.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/// A file to which changes are appended in units, each of them whole or not there; see [Format]. Not safe for many threads.
final class Journal implements AutoCloseable {
    private final Disk.Output out;
    private final long generation;
    private long length;
    private long headerLength;
    private boolean torn;

    private Journal(Disk.Output out, long generation, long length) {
        this.out = out;
        this.generation = generation;
        this.length = length;
    }

    /// Goes on with a journal that was read.
    ///
    /// @param length in bytes; all of them whole
    /// @param hasChanges whether there is more in it than its beginning
    static Journal append(Path place, long generation, long length, boolean hasChanges, Disk disk) throws IOException {
        var journal = new Journal(disk.append(place), generation, length);
        journal.headerLength = hasChanges ? 0 : length;
        return journal;
    }

    /// Makes a journal in which nothing is yet, on the medium.
    static Journal create(Path place, long generation, Disk disk) throws IOException {
        disk.delete(place); // what a failure left there; nothing in it was ever acknowledged
        var journal = new Journal(disk.create(place), generation, 0);
        try {
            journal.writeHeader();
            disk.forceDirectory(Objects.requireNonNull(place.getParent()));
            return journal;
        } catch (IOException failed) {
            journal.closeAfter(failed);
            throw failed;
        }
    }

    long generation() {
        return generation;
    }

    /// How many bytes changes take.
    long length() {
        return length - headerLength;
    }

    /// Returns when the changes are on the medium. If it fails, a part of them may be, which no reader takes for whole and the next call
    /// removes.
    void append(Changes.Moment moment) throws IOException {
        appendUnit(json -> {
            var entries = new EntryWriter(json);
            for (var id : moment.gone()) document(json, () -> json.writeStringProperty("gone", id.toString()));
            moment.slots().all().mapToObj(moment.rows()::row).filter(row -> !row.isFree()).forEach(row -> entry(json, "put", () -> entries.write(row)));
            moment.targets().forEach((target, ban) -> ban.ifPresentOrElse(some -> entry(json, "ban", () -> entries.write(some)),
                    () -> document(json, () -> json.writeStringProperty("unban", target.toString()))));
        });
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void writeHeader() throws IOException {
        appendUnit(json -> document(json, () -> {
            json.writeStringProperty("format", Format.JOURNAL_NAME);
            json.writeNumberProperty("version", Format.JOURNAL_VERSION);
            json.writeNumberProperty("generation", generation);
        }));
        headerLength = length;
    }

    private void appendUnit(Consumer<JsonGenerator> unit) throws IOException {
        if (torn) out.truncate(length);
        torn = true;
        var checked = new CheckedOutput(out);
        try {
            var json = Format.JSON.createGenerator(Lines.ofShortDocuments(), checked);
            unit.accept(json);
            json.writeRaw('\n');
            json.flush();
        } catch (JacksonIOException failed) {
            throw failed.getCause();
        }
        checked.write(Format.endOfUnit(checked.checksum()).getBytes(US_ASCII));
        out.force();
        torn = false;
        length += checked.length();
    }

    private void closeAfter(IOException failed) {
        try {
            out.close();
        } catch (IOException again) {
            failed.addSuppressed(again);
        }
    }

    private static void entry(JsonGenerator json, String name, Runnable entry) {
        document(json, () -> {
            json.writeName(name);
            entry.run();
        });
    }

    private static void document(JsonGenerator json, Runnable fields) {
        json.writeStartObject();
        fields.run();
        json.writeEndObject();
    }
}
