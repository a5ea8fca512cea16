package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;

/// The files of a store: a snapshot, which is replaced as a whole, with the one before it as a spare copy, and the journals that lead from
/// either to the present. Whoever opens them has them alone until they are closed.
///
/// A snapshot goes to a new file beside the old and to the medium; then the old one becomes the spare copy and the new one takes its place.
/// Each step is atomic, so at every moment the snapshot or, if it is missing, the copy is whole.
///
/// Journals that neither snapshot nor copy needs are removed.
final class PeerFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerFile.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Path copy;
    private final Beside beside;
    private final Journals journals;
    private final FileClaim claim;
    private final Disk disk;
    private final InstantSource clock;
    private boolean asKept = true;
    private volatile long generation;
    private volatile long snapshotLength;

    private PeerFile(Path file, FileClaim claim, Disk disk, InstantSource clock) {
        this.file = file;
        beside = new Beside(file, disk, clock);
        copy = beside.named(".bak");
        journals = new Journals(beside, disk);
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

    /// Reads the snapshot or else the spare copy, then the journals; what is damaged is set aside. Nothing there is an empty store.
    ///
    /// @throws PeerStoreException if a file is there and cannot be read, or cannot be set aside
    MemoryPeerStore load() {
        beside.namesAfter(".").filter(rest -> rest.matches("[0-9a-f]{16}\\.tmp")).forEach(leftover -> beside.delete(beside.named("." + leftover)));
        for (var place : List.of(file, copy)) {
            if (!Files.isDirectory(place)) continue;
            asKept = false;
            beside.setAside(place, "is a directory");
        }
        var loaded = loadSnapshot();
        boolean snapshot = snapshotLength > 0;
        asKept &= journals.replay(generation, loaded);
        if (!snapshot && loaded.version() > 0) tellOfJournalsAlone();
        loaded.takeChanges();
        return loaded;
    }

    /// Whoever is killed in the first minutes of all has a journal and no snapshot yet.
    private void tellOfJournalsAlone() {
        if (journals.areOfAFirstSession()) LOG.atInfo().addKeyValue("path", file).log("peer file was not written yet, its journal was read");
        else LOG.atWarn().addKeyValue("path", file).log("peer file is missing, its journals were read");
    }

    private MemoryPeerStore loadSnapshot() {
        for (var place : List.of(file, copy)) {
            if (!Files.exists(place)) continue;
            try {
                var loaded = read(place);
                snapshotLength = Files.size(place);
                if (place.equals(copy)) {
                    asKept = false;
                    LOG.atWarn().addKeyValue("path", file).addKeyValue("copy", copy)
                            .log("peer file is missing or damaged, its copy from the write before was read");
                }
                return loaded;
            } catch (DamagedFileException damaged) {
                asKept = false;
                beside.setAside(place, String.valueOf(damaged.getMessage()));
            } catch (IOException failed) {
                throw new PeerStoreException("cannot read the peer file %s: %s; let this user read it or choose another"
                        .formatted(place, Disk.say(failed)), failed);
            }
        }
        return empty();
    }

    /// Whether what was loaded is what the snapshot holds. Otherwise one should be written soon.
    boolean asKept() {
        return asKept;
    }

    /// The number of the snapshot; 0 if there is none, or one of the first version.
    long generation() {
        return generation;
    }

    /// In bytes.
    long snapshotLength() {
        return snapshotLength;
    }

    /// Goes on with the last journal, or makes the first.
    Journal beginJournal() throws IOException {
        return journals.begin();
    }

    /// Makes the next journal.
    Journal createJournal() throws IOException {
        return journals.create();
    }

    /// Replaces the snapshot. If this fails, what was kept before is still what the next [#load()] finds.
    ///
    /// @param number of the journal that goes on from it
    void save(Rows rows, List<Ban> bans, long number) throws IOException {
        var fresh = beside.named("." + HexFormat.of().toHexDigits(RANDOM.nextLong()) + ".tmp");
        try {
            try (var out = disk.create(fresh)) {
                snapshotLength = DocumentWriter.write(rows, bans, number, clock.instant(), out);
                out.force();
            }
            if (Files.exists(file)) disk.move(file, copy);
            disk.move(fresh, file);
            disk.forceDirectory(beside.directory());
        } catch (JacksonIOException failed) {
            beside.delete(fresh);
            throw failed.getCause();
        } catch (IOException failed) {
            beside.delete(fresh);
            throw failed;
        }
        long before = generation;
        generation = number;
        journals.deleteBefore(before);
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
        return new MemoryPeerStore("the store of peer file " + file, Changes.remembered());
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
        generation = outcome.generation();
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
}
