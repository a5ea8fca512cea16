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
    private final Disk disk;
    private final Path place;
    private final long generation;
    /// Bytes that are whole and on the medium.
    private long forced;
    private long length;
    private long headerLength;
    private boolean torn;
    private boolean named;

    private Journal(Disk.Output out, Disk disk, Path place, long generation) {
        this.out = out;
        this.disk = disk;
        this.place = place;
        this.generation = generation;
    }

    /// Goes on with a journal that was read.
    ///
    /// @param length in bytes; all of them whole
    /// @param hasChanges whether there is more in it than its beginning
    static Journal append(Path place, long generation, long length, boolean hasChanges, Disk disk) throws IOException {
        var journal = new Journal(disk.append(place), disk, place, generation);
        journal.forced = length;
        journal.length = length;
        journal.headerLength = hasChanges ? 0 : length;
        journal.named = true;
        return journal;
    }

    /// Makes a journal in which nothing is yet. It is on the medium after the first [#append(Changes.Moment)] or [#force()].
    static Journal create(Path place, long generation, Disk disk) throws IOException {
        disk.delete(place); // what a failure left there; nothing in it was ever acknowledged
        var journal = new Journal(disk.create(place), disk, place, generation);
        try {
            journal.writeHeader();
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
        mend();
        torn = true;
        write(json -> {
            var entries = new EntryWriter(json);
            for (var id : moment.gone()) document(json, () -> json.writeStringProperty("gone", id.toString()));
            moment.slots().all().mapToObj(moment.rows()::row).filter(row -> !row.isFree()).forEach(row -> entry(json, "put", () -> entries.write(row)));
            moment.targets().forEach((target, ban) -> ban.ifPresentOrElse(some -> entry(json, "ban", () -> entries.write(some)),
                    () -> document(json, () -> json.writeStringProperty("unban", target.toString()))));
        });
        forceWritten();
    }

    /// Returns when all is on the medium, the name of the file included.
    void force() throws IOException {
        mend();
        torn = true;
        forceWritten();
    }

    private void forceWritten() throws IOException {
        out.force();
        if (!named) disk.forceDirectory(Objects.requireNonNull(place.getParent()));
        named = true;
        forced = length;
        torn = false;
    }

    /// Removes what was written after the last whole unit, and what was not forced: after a force that failed nobody knows where it is.
    private void mend() throws IOException {
        if (!torn) return;
        out.truncate(forced);
        length = forced;
        if (forced == 0) writeHeader();
        torn = false;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void writeHeader() throws IOException {
        write(json -> document(json, () -> {
            json.writeStringProperty("format", Format.JOURNAL_NAME);
            json.writeNumberProperty("version", Format.JOURNAL_VERSION);
            json.writeNumberProperty("generation", generation);
        }));
        headerLength = length;
    }

    private void write(Consumer<JsonGenerator> unit) throws IOException {
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
