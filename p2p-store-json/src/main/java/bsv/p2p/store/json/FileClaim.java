package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right of one store in one process to a file, until it is closed: a lock on `FILE.lock`, which stays behind, because removing it
/// would let two others lock two files of that name.
final class FileClaim implements AutoCloseable {
    /// Files claimed in this process. The lock of the operating system does not tell threads apart, and is lost when a second channel on
    /// the lock file is closed: so there must never be a second.
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FileClaim(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Claims a file.
    ///
    /// @param file its real path
    /// @throws PeerStoreException if somebody else has it
    static FileClaim take(Path file, Instant now) throws IOException {
        if (!CLAIMED.add(file)) {
            throw new PeerStoreException("the peer file %s is in use by another store of this process; close that one first".formatted(file));
        }
        try {
            return new FileClaim(file, lock(file, now));
        } catch (IOException | PeerStoreException failed) {
            CLAIMED.remove(file);
            throw failed;
        }
    }

    private static FileChannel lock(Path file, Instant now) throws IOException {
        var place = file.resolveSibling(file.getFileName() + ".lock");
        if (Files.isDirectory(place)) StoreFiles.setAside(place, now);
        var channel = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException _) {
            // another copy of this class has it: the same answer
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        throw new PeerStoreException("the peer file %s is in use by another process, which holds %s; stop that one or choose another file"
                .formatted(file, place));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            CLAIMED.remove(file);
        }
    }
}
