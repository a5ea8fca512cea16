package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journals beside a snapshot. They are numbered: snapshot N goes on in journal N, which is made before it, so that it is missed when
/// it is not there; if the next snapshot cannot be written, in journal N + 1 and so on.
final class Journals {
    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final Beside files;
    private final Disk disk;
    private long next = 1;
    private Optional<Last> last = Optional.empty();

    /// The last journal that was read.
    private record Last(long number, long length, boolean hasChanges) {}

    Journals(Beside files, Disk disk) {
        this.files = files;
        this.disk = disk;
    }

    /// Does again what the journals say that follow from a snapshot. What is damaged is set aside, and all that comes after it.
    ///
    /// @param snapshot its number; 0 if there is none, or one of the first version
    /// @return whether they were all there and nothing was in them
    boolean replay(long snapshot, MemoryPeerStore into) {
        long before = into.version();
        boolean whole = true;
        next = Math.max(1, snapshot);
        if (snapshot > 0 && !Files.exists(place(snapshot))) {
            whole = false;
            LOG.atWarn().addKeyValue("path", place(snapshot)).log("journal of peers is missing, what changed last is lost");
        }
        while (whole && Files.exists(place(next))) whole = replay(into);
        for (long number : numbers()) {
            if (number < next) continue;
            whole = false;
            files.setAside(place(number), "does not follow from what could be read");
        }
        return whole && into.version() == before;
    }

    /// Whether what was read are changes of the first session alone, which came to no snapshot.
    boolean areOfAFirstSession() {
        return next == 2;
    }

    /// Goes on with the last journal that was read, or makes the first.
    Journal begin() throws IOException {
        return last.isEmpty() ? create() : Journal.append(place(last.get().number()), last.get().number(), last.get().length(), last.get().hasChanges(), disk);
    }

    /// Makes the next journal.
    Journal create() throws IOException {
        var journal = Journal.create(place(next), next, disk);
        next++;
        return journal;
    }

    void deleteBefore(long number) {
        for (long old : numbers()) if (old < number) files.delete(place(old));
    }

    /// Reads the next journal; one of which the end is torn or damaged is cut off there.
    ///
    /// @return whether it was whole
    private boolean replay(MemoryPeerStore into) {
        var place = place(next);
        try {
            if (!Files.isRegularFile(place)) throw new DamagedFileException("is no file");
            long before = into.version();
            long sound = JournalReader.read(place, next, disk, into);
            last = Optional.of(new Last(next, sound, into.version() != before));
            next++;
            long length = Files.size(place);
            if (sound < length) {
                files.copyAside(place, "is torn or damaged after %d of %d bytes".formatted(sound, length));
                disk.truncate(place, sound);
            }
            return sound == length;
        } catch (DamagedFileException damaged) {
            files.setAside(place, String.valueOf(damaged.getMessage()));
            return false;
        } catch (IOException failed) {
            throw new PeerStoreException("cannot read the journal of peers %s: %s; let this user read and write it or choose another file"
                    .formatted(place, Disk.say(failed)), failed);
        }
    }

    private Path place(long number) {
        return files.named(".journal-" + number);
    }

    private List<Long> numbers() {
        return files.namesAfter(".journal-").filter(rest -> NUMBER.matcher(rest).matches()).map(Long::valueOf).sorted().toList();
    }
}
