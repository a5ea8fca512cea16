package bsv.p2p.store.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Looks whether all is in a write-ahead log that was written there: SQLite itself takes what is whole and says nothing of the rest. The log
/// must not be in use.
///
/// A log has a header, and frames whose checksums follow from those before; after the frames of now may stand some of earlier rounds, which
/// have another salt. The index beside it says how many frames there were, which is known to survive the end of a process, not of the machine.
/// Source: the SQLite documentation, "Database File Format" section 4 and "WAL-mode File Format".
final class SqliteLog {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f_0682;
    private static final int INDEX_HEADER = 136;
    private static final int INDEX_VERSION = 3_007_000;

    private final Path log;
    private final Path index;

    SqliteLog(Path log, Path index) {
        this.log = log;
        this.index = index;
    }

    /// What of a log follows from its header.
    ///
    /// @param frames how many
    /// @param salt of the header
    /// @param bytes where they end
    /// @param isTorn whether something follows that is neither nothing nor of an earlier round
    private record Sound(long frames, long salt, long bytes, boolean isTorn) {}

    /// What the index tells.
    ///
    /// @param frames how many there were
    /// @param copied how many of them are in the database already
    private record Told(long frames, long copied, long salt) {}

    /// What is wrong with a log.
    ///
    /// @param what goes on a sentence that begins with its name
    /// @param isUseless whether the database is better off without it: what is left of it is older than what the database has
    record Trouble(String what, boolean isUseless) {}

    /// What is wrong with the log, if something is.
    Optional<Trouble> trouble() throws IOException {
        var told = told();
        boolean isNeeded = told.filter(some -> some.copied() < some.frames()).isPresent();
        if (!Files.exists(log)) return isNeeded ? Optional.of(new Trouble("is missing, what changed last is lost", true)) : Optional.empty();
        long length = Files.size(log);
        if (length == 0) return isNeeded ? Optional.of(new Trouble("is empty, what changed last is lost", true)) : Optional.empty();
        var sound = sound(length);
        if (sound.isEmpty()) return Optional.of(new Trouble("does not begin as a log does", true));
        var found = sound.get();
        var known = told.filter(some -> some.salt() == found.salt());
        boolean isWhole = known.map(some -> found.frames() >= some.frames()).orElse(!found.isTorn());
        boolean isUseless = known.filter(some -> found.frames() < some.copied()).isPresent();
        return isWhole ? Optional.empty() : Optional.of(new Trouble("is torn or damaged after %d of %d bytes".formatted(found.bytes(), length), isUseless));
    }

    private Optional<Sound> sound(long length) throws IOException {
        try (var in = FileChannel.open(log)) {
            var header = read(in, 0, HEADER);
            if (header.remaining() < HEADER || (header.getInt(0) & ~1) != MAGIC) return Optional.empty();
            int pageSize = header.getInt(8);
            if (Integer.bitCount(pageSize) != 1 || pageSize < 512 || pageSize > 65_536) return Optional.empty();
            var sum = new Sum((header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            sum.add(header.slice(0, 24));
            if (!sum.is(header.getInt(24), header.getInt(28))) return Optional.empty();
            long salt = header.getLong(16);
            long frames = 0;
            long at = HEADER;
            int size = FRAME_HEADER + pageSize;
            for (; at + size <= length; at += size, frames++) {
                var frame = read(in, at, size);
                boolean isOfNow = frame.getLong(8) == salt;
                sum.add(frame.slice(0, 8));
                sum.add(frame.slice(FRAME_HEADER, pageSize));
                if (!isOfNow || !sum.is(frame.getInt(16), frame.getInt(20))) return Optional.of(new Sound(frames, salt, at, isOfNow || goesOn(in, at + size, size, length, salt)));
            }
            return Optional.of(new Sound(frames, salt, at, at < length));
        }
    }

    /// Whether a frame of now stands behind one that is none.
    private static boolean goesOn(FileChannel in, long from, int size, long length, long salt) throws IOException {
        for (long at = from; at + size <= length; at += size) if (read(in, at, FRAME_HEADER).getLong(8) == salt) return true;
        return false;
    }

    private Optional<Told> told() throws IOException {
        if (!Files.isRegularFile(index)) return Optional.empty();
        try (var in = FileChannel.open(index)) {
            var header = read(in, 0, INDEX_HEADER).order(ByteOrder.nativeOrder());
            if (header.remaining() < INDEX_HEADER || header.getInt(0) != INDEX_VERSION || !header.slice(0, 48).equals(header.slice(48, 48))) return Optional.empty();
            var sum = new Sum(ByteOrder.nativeOrder());
            sum.add(header.slice(0, 40));
            if (!sum.is(header.getInt(40), header.getInt(44))) return Optional.empty();
            // The salt stands as in the log, whatever the byte order of the rest.
            return Optional.of(new Told(Integer.toUnsignedLong(header.getInt(16)), Integer.toUnsignedLong(header.getInt(96)),
                    header.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(32)));
        }
    }

    private static ByteBuffer read(FileChannel in, long at, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) if (in.read(bytes, at + bytes.position()) < 0) break;
        return bytes.flip();
    }

    /// The checksum of logs: Fibonacci-weighted, over pairs of words.
    private static final class Sum {
        private final ByteOrder order;
        private int first;
        private int second;

        Sum(ByteOrder order) {
            this.order = order;
        }

        void add(ByteBuffer bytes) {
            bytes.order(order);
            while (bytes.remaining() >= 8) {
                first += bytes.getInt() + second;
                second += bytes.getInt() + first;
            }
        }

        boolean is(int expectedFirst, int expectedSecond) {
            return first == expectedFirst && second == expectedSecond;
        }
    }
}
