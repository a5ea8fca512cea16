package bsv.p2p.store.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bsv.p2p.api.peer.Cidr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/// Does again what a [Journal] says, as far as its units are whole.
final class JournalReader {
    private static final byte[] END = "{\"end\":".getBytes(US_ASCII);
    private static final int SHORT_LINE = 1 << 16;

    private JournalReader() {}

    /// Reads a journal into a store.
    ///
    /// @return how many bytes of it make sense; beyond them it is torn or damaged
    /// @throws DamagedFileException if it is not the journal of this generation, or does not begin as one
    static long read(Path place, long generation, Disk disk, MemoryPeerStore into) throws IOException, DamagedFileException {
        long sound;
        try (var in = disk.open(place)) {
            sound = soundLength(in);
        }
        if (sound == 0) throw new DamagedFileException("is empty or does not begin as a journal should");
        try (var in = disk.open(place); var json = Format.JSON.createParser(ObjectReadContext.empty(), new FirstBytes(in, sound))) {
            readHeader(json, generation);
            var entries = new EntryReader(json);
            while (json.nextToken() != null) readDocument(json, entries, into);
        } catch (JacksonIOException failed) {
            throw failed.getCause();
        } catch (JacksonException | IllegalArgumentException | DateTimeException wrong) {
            throw new DamagedFileException("is of another program or version: " + String.valueOf(wrong.getMessage()).replaceAll("[^ -~]+", "?"));
        }
        return sound;
    }

    private static void readHeader(JsonParser json, long generation) throws DamagedFileException {
        json.nextToken();
        var header = Fields.read(json);
        var expected = "%s %d %d".formatted(Format.JOURNAL_NAME, Format.JOURNAL_VERSION, generation);
        var found = "%s %s %s".formatted(header.optional("format").orElse(""), header.optional("version").orElse(""), header.optional("generation").orElse(""));
        if (!found.equals(expected)) throw new DamagedFileException("begins with \"%s\", expected was \"%s\"".formatted(found.replaceAll("[^ -~]+", "?"), expected));
    }

    private static void readDocument(JsonParser json, EntryReader entries, MemoryPeerStore into) {
        json.nextToken();
        var what = json.currentName();
        json.nextToken();
        switch (what) {
            case "gone" -> into.delete(UUID.fromString(json.getString()));
            case "put" -> into.restore(entries.peer());
            case "ban" -> into.putBan(entries.ban());
            case "unban" -> into.removeBan(Cidr.parse(json.getString()));
            case "end" -> {}
            default -> throw new IllegalArgumentException("there is no change called " + what);
        }
        if (json.nextToken() != JsonToken.END_OBJECT) throw new IllegalArgumentException("there is more than one change in a line");
    }

    /// The length of all units from the beginning on that are whole.
    private static long soundLength(InputStream in) throws IOException {
        var buffer = new byte[SHORT_LINE];
        var lines = new CRC32C();
        long sound = 0;
        long passed = 0;
        int filled = 0;
        int count;
        while ((count = in.read(buffer, filled, buffer.length - filled)) > 0) {
            int from = 0;
            for (int at = filled; at < filled + count; at++) {
                if (buffer[at] != '\n') continue;
                if (Arrays.equals(buffer, from, Math.min(from + END.length, at), END, 0, END.length)) {
                    if (!new String(buffer, from, at + 1 - from, US_ASCII).equals(Format.endOfUnit(lines))) return sound;
                    lines.reset();
                    sound = passed + at + 1;
                } else {
                    lines.update(buffer, from, at + 1 - from);
                }
                from = at + 1;
            }
            filled += count - from;
            passed += from;
            System.arraycopy(buffer, from, buffer, 0, filled);
            if (filled == buffer.length && filled < Format.MAX_LINE) buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        return sound;
    }

    /// A stream that ends early.
    private static final class FirstBytes extends InputStream {
        private final InputStream in;
        private long left;

        FirstBytes(InputStream in, long length) {
            this.in = in;
            left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) return -1;
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
