package com.example.mvstore;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens MVStore files. One that is damaged is put aside with a warning, and an empty one begins: a node must come up, and must lose nothing
/// in silence.
final class MvFile {
    private static final Logger LOG = LoggerFactory.getLogger(MvFile.class);

    private MvFile() {}

    static MVStore open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.isDirectory(path)) {
                try {
                    return engine(path);
                } catch (MVStoreException failed) {
                    if (failed.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                        throw new PeerStoreException("the store %s is in use by another process: stop that, or name another file".formatted(path), failed);
                    }
                    LOG.atWarn().addKeyValue("error", failed.getMessage()).log("cannot make sense of a store");
                }
            }
            var aside = StoreFiles.setAside(path, Instant.now());
            LOG.atWarn().addKeyValue("path", path).addKeyValue("aside", aside).log("the store was damaged and is kept aside, an empty one begins");
            return engine(path);
        } catch (IOException failed) {
            throw new PeerStoreException("the store %s cannot be opened: %s".formatted(path, failed), failed);
        }
    }

    /// Commits when told to and at no other time: its own thread would commit half of a change.
    private static MVStore engine(Path path) {
        return new MVStore.Builder().fileName(path.toString()).autoCommitDisabled().open();
    }
}
