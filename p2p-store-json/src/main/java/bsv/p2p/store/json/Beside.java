package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file and those beside it whose names begin with its name.
final class Beside {
    private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

    private final Path file;
    private final Disk disk;
    private final InstantSource clock;

    Beside(Path file, Disk disk, InstantSource clock) {
        this.file = file;
        this.disk = disk;
        this.clock = clock;
    }

    Path directory() {
        return Objects.requireNonNull(file.getParent());
    }

    Path named(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /// What follows in the names that begin as the file's name does and then so.
    Stream<String> namesAfter(String more) {
        var prefix = file.getFileName() + more;
        try (var names = Files.list(directory())) {
            return names.map(path -> String.valueOf(path.getFileName())).filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length())).toList().stream();
        } catch (IOException failed) {
            LOG.atDebug().addKeyValue("path", directory()).addKeyValue("error", Disk.say(failed)).log("directory was not listed");
            return Stream.empty();
        }
    }

    /// Renames what is damaged, and says so.
    ///
    /// @param why goes on a sentence that begins with its name
    void setAside(Path damaged, String why) {
        try {
            var aside = StoreFiles.setAside(damaged, clock.instant());
            LOG.atWarn().addKeyValue("path", damaged).addKeyValue("kept_as", aside).addKeyValue("reason", why).log("peer file is damaged, it was set aside");
        } catch (IOException failed) {
            throw new PeerStoreException("the peer file %s %s, and it cannot be set aside: %s".formatted(damaged, why, Disk.say(failed)), failed);
        }
    }

    /// Keeps a copy of what is damaged in part, and says so.
    void copyAside(Path damaged, String why) throws IOException {
        var aside = StoreFiles.copyAside(damaged, clock.instant());
        LOG.atWarn().addKeyValue("path", damaged).addKeyValue("kept_as", aside).addKeyValue("reason", why).log("peer file is damaged, its whole part was read");
    }

    void delete(Path unneeded) {
        try {
            disk.delete(unneeded);
        } catch (IOException failed) {
            LOG.atDebug().addKeyValue("path", unneeded).addKeyValue("error", Disk.say(failed)).log("file that is not needed any more stays");
        }
    }
}
