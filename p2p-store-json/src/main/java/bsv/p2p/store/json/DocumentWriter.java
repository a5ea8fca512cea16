package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/// Writes a snapshot, an entry a line; see [Format].
final class DocumentWriter {
    private DocumentWriter() {}

    /// Writes the whole document and leaves `out` open.
    ///
    /// @return how many bytes it has
    static long write(Rows rows, List<Ban> bans, long generation, Instant now, OutputStream out) throws IOException {
        var checked = new CheckedOutput(new WholePages(out));
        var json = Format.JSON.createGenerator(Lines.ofLongDocument(), checked);
        var entries = new EntryWriter(json);
        json.writeStartObject();
        json.writeStringProperty("format", Format.NAME);
        json.writeNumberProperty("version", Format.VERSION);
        json.writeStringProperty("written", now.toString());
        json.writeNumberProperty("generation", generation);
        json.writeArrayPropertyStart("peers");
        json.flush();
        write(rows, checked);
        json.writeEndArray();
        json.writeArrayPropertyStart("bans");
        for (var ban : bans) entries.write(ban);
        json.writeEndArray();
        json.flush();
        json.writeStringProperty("checksum", Format.checksum(checked.checksum()));
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        return checked.length();
    }

    /// By a writer of their own, who need not look about for each field whether a line ends.
    private static void write(Rows rows, OutputStream out) {
        var json = Format.JSON.createGenerator(Lines.ofEntries(), out);
        var entries = new EntryWriter(json);
        boolean first = true;
        for (int slot = 0; slot < rows.end(); slot++) {
            if (slot % Row.PAGE == 0) letOthersRun();
            var row = rows.row(slot);
            if (row.isFree()) continue;
            if (first) json.writeRaw('\n');
            first = false;
            entries.write(row);
        }
        json.flush();
    }

    /// A page takes some hundredth of a millisecond. Whoever shares a processor with this would else wait until the system takes it away, which
    /// is some milliseconds, and nobody waits for a snapshot.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }
}
