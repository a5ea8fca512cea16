package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;

/// A file that is replaced as a whole, with the one before it as a spare copy. Whoever opens it has it alone until it is closed.
///
/// A write goes to a new file beside it and to the medium; then the old file becomes the spare copy and the new one takes its place. Each
/// step is atomic, so at every moment the file or, if it is missing, the copy is whole. Not safe for many threads.
final class PeerFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerFile.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Path copy;
    private final FileClaim claim;
    private final Disk disk;
    private final InstantSource clock;
    private boolean asKept = true;

    private PeerFile(Path file, FileClaim claim, Disk disk, InstantSource clock) {
        this.file = file;
        this.copy = file.resolveSibling(file.getFileName() + ".bak");
        this.claim = claim;
        this.disk = disk;
        this.clock = clock;
    }

    /// Takes the file, which need not exist.
    ///
    /// @throws PeerStoreException if somebody else has it, or the directory cannot be written
    static PeerFile open(Path path, Disk disk, InstantSource clock) {
        try {
            var file = realPath(path.toAbsolutePath().normalize());
            return new PeerFile(file, FileClaim.take(file, clock.instant()), disk, clock);
        } catch (IOException failed) {
            throw new PeerStoreException("cannot keep peers in %s: %s; choose a file in a directory that this user may write"
                    .formatted(path, Disk.say(failed)), failed);
        }
    }

    private static Path realPath(Path path) throws IOException {
        var directory = path.getParent();
        if (directory == null) throw new IOException("it is a directory in use, a file is needed");
        var file = Files.createDirectories(directory).toRealPath().resolve(path.getFileName());
        return Files.exists(file) ? file.toRealPath() : file;
    }

    /// Reads the file or else the spare copy; what is damaged is set aside. Nothing there is an empty store.
    ///
    /// @throws PeerStoreException if a file is there and cannot be read, or cannot be set aside
    MemoryPeerStore load() {
        deleteLeftovers();
        for (var place : List.of(file, copy)) if (Files.isDirectory(place)) setAside(place, "is a directory");
        for (var place : List.of(file, copy)) {
            if (!Files.exists(place)) continue;
            try {
                var loaded = read(place);
                if (place.equals(copy)) {
                    asKept = false;
                    LOG.atWarn().addKeyValue("path", file).addKeyValue("copy", copy)
                            .log("peer file is missing or damaged, its copy from the write before was read");
                }
                return loaded;
            } catch (DamagedFileException damaged) {
                setAside(place, String.valueOf(damaged.getMessage()));
            } catch (IOException failed) {
                throw new PeerStoreException("cannot read the peer file %s: %s; let this user read it or choose another"
                        .formatted(place, Disk.say(failed)), failed);
            }
        }
        return empty();
    }

    /// Whether what was loaded is what the file holds. Otherwise it should be written soon.
    boolean asKept() {
        return asKept;
    }

    /// Replaces the file. If this fails, what was kept before is still what the next [#load()] finds.
    void save(MemoryPeerStore.Snapshot snapshot) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + "." + HexFormat.of().toHexDigits(RANDOM.nextLong()) + ".tmp");
        try {
            try (var out = disk.create(fresh)) {
                DocumentWriter.write(snapshot, clock.instant(), out);
                out.force();
            }
            if (Files.exists(file)) disk.move(file, copy);
            disk.move(fresh, file);
            disk.forceDirectory(directory());
        } catch (JacksonIOException failed) {
            delete(fresh);
            throw failed.getCause();
        } catch (IOException failed) {
            delete(fresh);
            throw failed;
        }
    }

    /// Lets others have the file.
    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException failed) {
            LOG.atWarn().addKeyValue("path", file).addKeyValue("error", Disk.say(failed)).log("lock of the peer file was not released");
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private MemoryPeerStore empty() {
        return new MemoryPeerStore("the store of peer file " + file);
    }

    private MemoryPeerStore read(Path place) throws IOException, DamagedFileException {
        if (!Files.isRegularFile(place)) throw new DamagedFileException("is no file");
        var loaded = empty();
        DocumentReader.Outcome outcome;
        try (var in = disk.open(place)) {
            outcome = DocumentReader.read(in, loaded);
        }
        if (outcome.checksum().isPresent() && !outcome.checksum().get().equals(checksum(place, outcome.covered()))) {
            throw new DamagedFileException("does not fit its checksum; if it was edited by hand, take its field \"checksum\" out and put it back");
        }
        if (outcome.leftOut() > 0) {
            asKept = false;
            LOG.atWarn().addKeyValue("path", place).addKeyValue("count", outcome.leftOut()).addKeyValue("reason", String.join("; ", outcome.told()))
                    .log("peer file has entries that make no sense, they were left out");
        }
        return loaded;
    }

    private String checksum(Path place, long covered) throws IOException {
        var checksum = new CRC32C();
        var buffer = new byte[1 << 16];
        try (var in = disk.open(place)) {
            for (long left = covered; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) break;
                checksum.update(buffer, 0, count);
                left -= count;
            }
        }
        return Format.checksum(checksum);
    }

    private void setAside(Path place, String why) {
        try {
            asKept = false;
            var aside = StoreFiles.setAside(place, clock.instant());
            LOG.atWarn().addKeyValue("path", place).addKeyValue("kept_as", aside).addKeyValue("reason", why).log("peer file is damaged, it was set aside");
        } catch (IOException failed) {
            throw new PeerStoreException("the peer file %s %s, and it cannot be set aside: %s".formatted(place, why, Disk.say(failed)), failed);
        }
    }

    /// Removes the files of writes that were cut off.
    private void deleteLeftovers() {
        var prefix = file.getFileName() + ".";
        try (var names = Files.newDirectoryStream(directory(), path -> path.getFileName().toString().startsWith(prefix)
                && path.getFileName().toString().substring(prefix.length()).matches("[0-9a-f]{16}\\.tmp"))) {
            names.forEach(this::delete);
        } catch (IOException failed) {
            LOG.atDebug().addKeyValue("path", directory()).addKeyValue("error", Disk.say(failed)).log("leftovers were not looked for");
        }
    }

    private void delete(Path unfinished) {
        try {
            disk.delete(unfinished);
        } catch (IOException failed) {
            LOG.atDebug().addKeyValue("path", unfinished).addKeyValue("error", Disk.say(failed)).log("leftover of an unfinished write stays");
        }
    }

    private Path directory() {
        return Objects.requireNonNull(file.getParent());
    }
}
