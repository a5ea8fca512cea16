package bsv.p2p.bench.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/// A thread that has nothing to do with any store and writes a file as large as a snapshot, for about as long, and to the medium: what it costs a
/// look-up beside it the machine costs, which has to share its cores.
final class Stranger {
    private static final int PIECE = 8_000;
    /// Sums of each piece, so that the processor has as much to do as for a snapshot.
    private static final int SUMS = 12;

    private final Thread thread;

    Stranger(Path like, Path file) {
        thread = Thread.ofPlatform().start(() -> write(like, file));
    }

    boolean isWriting() {
        return thread.isAlive();
    }

    private static void write(Path like, Path file) {
        var sum = new CRC32();
        var piece = new byte[PIECE];
        try (var in = Files.newInputStream(like); var out = new FileOutputStream(file.toFile())) {
            for (int count = in.read(piece); count > 0; count = in.read(piece)) {
                for (int i = 0; i < SUMS; i++) sum.update(piece, 0, count);
                out.write(piece, 0, count);
            }
            out.getFD().sync();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (sum.getValue() == 0) throw new IllegalStateException("nothing was summed up");
    }
}
