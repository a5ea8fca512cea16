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
        var checked = new CheckedOutput(out);
        var json = Format.JSON.createGenerator(Lines.ofLongDocument(), checked);
        var entries = new EntryWriter(json);
        json.writeStartObject();
        json.writeStringProperty("format", Format.NAME);
        json.writeNumberProperty("version", Format.VERSION);
        json.writeStringProperty("written", now.toString());
        json.writeNumberProperty("generation", generation);
        json.writeArrayPropertyStart("peers");
        for (int slot = 0; slot < rows.end(); slot++) {
            var row = rows.row(slot);
            if (!row.isFree()) entries.write(row);
            if (slot % Row.PAGE == 0) letOthersRun();
        }
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

    /// A page takes some hundredth of a millisecond. Whoever shares a processor with this would else wait until the system takes it away, which
    /// is some milliseconds, and nobody waits for a snapshot.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }
}
