package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who uses a database file, in this process and in others, so that it is moved or mended by somebody only who has it alone.
///
/// Locks on `FILE.lock` tell it, which stays behind, because removing it would let two others lock two files of that name. Whoever opens
/// the database locks its first byte until that is done; all who use it share a lock on the second. Once there was a database there is
/// something in the file.
final class FileUse implements Dialect.Claim {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final String CONTENT = "Processes that use the database beside this file lock it. Leave it here.\n";
    /// The lock files that are open in this process. The locks of the operating system do not tell threads apart, and are lost when a second
    /// handle of the file is closed: so there must never be a second.
    private static final Map<Path, Handle> OPEN = new HashMap<>();

    private final Handle handle;
    private final FileLock opening;
    private boolean alone;
    private boolean sharing;
    private boolean closed;

    /// What all stores of this process have in common of a lock file. No thread that is interrupted closes it, as it would a channel.
    private static final class Handle {
        final Path place;
        final RandomAccessFile file;
        /// Whose turn it is to open the database.
        final ReentrantLock turn = new ReentrantLock();
        /// Those who use it, open it, or wait for that.
        int holders;
        int users;
        @Nullable FileLock use;

        Handle(Path place, RandomAccessFile file) {
            this.place = place;
            this.file = file;
        }

        void releaseUse() throws IOException {
            var before = use;
            use = null;
            if (before != null) before.release();
        }
    }

    private FileUse(Handle handle, FileLock opening, boolean alone) {
        this.handle = handle;
        this.opening = opening;
        this.alone = alone;
    }

    /// Begins to open a database, once nobody else does. The same thread goes on.
    ///
    /// @param database its real path
    /// @throws PeerStoreException if somebody else does for a minute
    static FileUse begin(Path database, Instant now) throws IOException {
        var place = database.resolveSibling(database.getFileName() + ".lock");
        if (Files.isDirectory(place)) StoreFiles.setAside(place, now);
        var handle = take(place);
        handle.turn.lock();
        boolean done = false;
        try {
            var use = new FileUse(handle, waitFor(handle, 0, false), lockAlone(handle));
            done = true;
            return use;
        } finally {
            if (!done) {
                handle.turn.unlock();
                giveBack(handle);
            }
        }
    }

    private static boolean lockAlone(Handle handle) throws IOException {
        synchronized (handle) {
            if (handle.users > 0) return false;
            handle.use = handle.file.getChannel().tryLock(1, 1, false);
            return handle.use != null;
        }
    }

    private static FileLock waitFor(Handle handle, long position, boolean isShared) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                var lock = handle.file.getChannel().tryLock(position, 1, isShared);
                if (lock != null) return lock;
                if (System.nanoTime() > deadline) {
                    throw new PeerStoreException("another process has held %s for %d s; stop that one or choose another file".formatted(handle.place, PATIENCE.toSeconds()));
                }
                Thread.sleep(LOOK_AGAIN); // lock() would wait without a deadline
            }
        } catch (OverlappingFileLockException _) {
            throw new PeerStoreException("another copy of this program in the same process holds " + handle.place);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PeerStoreException("interrupted while another process held " + handle.place);
        }
    }

    @Override
    public boolean isAlone() {
        return alone;
    }

    /// Whether there has been a database.
    boolean wasThere() throws IOException {
        return handle.file.length() > 0;
    }

    @Override
    public void share() throws IOException {
        synchronized (handle) {
            if (alone) handle.releaseUse();
            if (handle.users == 0) handle.use = waitFor(handle, 1, true);
            handle.users++;
        }
        alone = false;
        sharing = true;
        if (!wasThere()) handle.file.write(CONTENT.getBytes(UTF_8));
        endOpening();
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try {
            synchronized (handle) {
                if (sharing) handle.users--;
                if (handle.users == 0 && (alone || sharing)) handle.releaseUse();
            }
            if (!sharing) endOpening();
        } finally {
            giveBack(handle);
        }
    }

    private void endOpening() throws IOException {
        try {
            opening.release();
        } finally {
            handle.turn.unlock();
        }
    }

    private static Handle take(Path place) throws IOException {
        synchronized (OPEN) {
            var handle = OPEN.get(place);
            if (handle == null) {
                handle = new Handle(place, new RandomAccessFile(place.toFile(), "rw"));
                OPEN.put(place, handle);
            }
            handle.holders++;
            return handle;
        }
    }

    private static void giveBack(Handle handle) throws IOException {
        synchronized (OPEN) {
            if (--handle.holders > 0) return;
            OPEN.remove(handle.place);
            handle.file.close();
        }
    }
}
