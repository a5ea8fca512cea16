package bsv.p2p.api.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a stream to a file that is there whole or not at all.
final class PayloadFile {
    private PayloadFile() {}

    static void save(PayloadStream payload, Path file) throws IOException, InterruptedException {
        var target = file.toAbsolutePath();
        var folder = target.getParent();
        if (folder == null || target.getFileName() == null) throw new IOException(file + " cannot be written: it names no file");
        var fresh = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        try {
            write(payload, fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(PayloadStream payload, Path file) throws IOException, InterruptedException {
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var piece = payload.next(); piece.isPresent(); piece = payload.next()) {
                var bytes = piece.get().asByteBuffer();
                while (bytes.hasRemaining()) out.write(bytes);
            }
            out.force(true);
        }
    }

    /// So that the new name survives a crash.
    private static void force(Path folder) throws IOException {
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException unsupported) {
            if (!System.getProperty("os.name", "").startsWith("Windows")) throw unsupported;
        }
    }
}
