package bsv.p2p.store.json;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What [PeerFile] and [Journal] ask of the file system, one method for each thing that can fail. Tests put one in its place that does fail.
class Disk {
    /// A new file, open for writing.
    static class Output extends FilterOutputStream {
        private final FileOutputStream file;

        Output(FileOutputStream file) {
            super(file);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        /// Cuts the file off, and goes on writing there.
        void truncate(long length) throws IOException {
            file.getChannel().truncate(length);
        }

        /// Waits until what was written is on the medium.
        void force() throws IOException {
            file.getFD().sync();
        }
    }

    /// What went wrong, for people.
    static String say(IOException failed) {
        return switch (failed) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is in the way";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            case FileSystemException other -> other.getClass().getSimpleName() + " of " + other.getFile();
            default -> String.valueOf(failed.getMessage());
        };
    }

    InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    /// A file that was not there before.
    Output create(Path file) throws IOException {
        Files.createFile(file);
        return new Output(new FileOutputStream(file.toFile()));
    }

    /// A file that is there, to be written on at its end.
    Output append(Path file) throws IOException {
        return new Output(new FileOutputStream(file.toFile(), true));
    }

    /// Cuts a file off.
    void truncate(Path file, long length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    /// Renames atomically, replacing what is there.
    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /// Waits until the names in a directory are on the medium.
    void forceDirectory(Path directory) throws IOException {
        // Windows neither opens directories nor needs this.
        if (directory.getFileSystem().getSeparator().equals("\\")) return;
        try (var names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
