package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Peer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.zip.CRC32C;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes the file, an entry a line; see [Format].
final class DocumentWriter {
    private final JsonGenerator json;

    private DocumentWriter(JsonGenerator json) {
        this.json = json;
    }

    /// Writes the whole document and leaves `out` open.
    static void write(MemoryPeerStore.Snapshot snapshot, Instant now, OutputStream out) throws IOException {
        var counted = new CountedOutput(out);
        var json = Format.JSON.createGenerator(new Lines(), counted);
        new DocumentWriter(json).write(snapshot, now, counted);
        json.flush();
    }

    private void write(MemoryPeerStore.Snapshot snapshot, Instant now, CountedOutput out) {
        json.writeStartObject();
        json.writeStringProperty("format", Format.NAME);
        json.writeNumberProperty("version", Format.VERSION);
        json.writeStringProperty("written", now.toString());
        json.writeArrayPropertyStart("peers");
        for (var peer : snapshot.peers()) write(peer);
        json.writeEndArray();
        json.writeArrayPropertyStart("bans");
        for (var ban : snapshot.bans()) write(ban);
        json.writeEndArray();
        json.flush();
        json.writeStringProperty("checksum", Format.checksum(out.checksum));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void write(Peer peer) {
        json.writeStartObject();
        json.writeStringProperty("id", peer.id().toString());
        json.writeStringProperty("address", peer.endpoint().toString());
        json.writeStringProperty("status", peer.status().name());
        json.writeStringProperty("status_since", peer.statusSince().toString());
        json.writeName("services");
        json.writeNumber(Long.toUnsignedString(peer.services()));
        json.writeStringProperty("user_agent", peer.userAgent());
        json.writeNumberProperty("protocol_version", peer.protocolVersion());
        json.writeNumberProperty("start_height", peer.startHeight());
        peer.lastSeen().ifPresent(time -> json.writeStringProperty("last_seen", time.toString()));
        json.writeNumberProperty("attempts", peer.attempts());
        peer.nextAttempt().ifPresent(time -> json.writeStringProperty("next_attempt", time.toString()));
        json.writeStringProperty("source", peer.source());
        peer.ban().ifPresent(ban -> {
            json.writeName("ban");
            write(ban);
        });
        json.writeEndObject();
    }

    private void write(Ban ban) {
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

    /// Counts and sums up what passes, and refuses to write what could not be read again.
    private static final class CountedOutput extends FilterOutputStream {
        private final CRC32C checksum = new CRC32C();
        private long length;

        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            length += count;
            if (length > Format.MAX_LENGTH) throw new IOException("more than " + Format.MAX_LENGTH + " bytes, which is too much for one file");
            checksum.update(bytes, offset, count);
            out.write(bytes, offset, count);
        }
    }

    /// A line for each field of the document and for each entry; what is inside an entry stays on its line.
    private static final class Lines extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter().withObjectIndenter(new LineEnds(1)).withArrayIndenter(new LineEnds(2));
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    private record LineEnds(int deepest) implements DefaultPrettyPrinter.Indenter {
        @Override
        public void writeIndentation(JsonGenerator json, int level) {
            if (level <= deepest) json.writeRaw('\n');
        }

        @Override
        public boolean isInline() {
            return false;
        }
    }
}
