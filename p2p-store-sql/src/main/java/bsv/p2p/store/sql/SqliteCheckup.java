package bsv.p2p.store.sql;

import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the files of a database that nobody else uses before it is opened. What is damaged is kept aside, byte for byte; then it is
/// mended where that can be, or else what can still be read of it goes to a new database. Everything is told in warnings.
final class SqliteCheckup {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckup.class);
    /// No database is shorter.
    private static final int SHORTEST = 512;

    private final SqliteDialect dialect;
    private final Path file;
    private final boolean wasThere;
    private final InstantSource clock;

    /// A look at one.
    ///
    /// @param wasThere whether there has been a database
    SqliteCheckup(SqliteDialect dialect, boolean wasThere, InstantSource clock) {
        this.dialect = dialect;
        file = dialect.file();
        this.wasThere = wasThere;
        this.clock = clock;
    }

    /// Returns when connections can be opened, and find a sound database or none.
    void run() throws IOException, SQLException {
        for (var place : files().toList()) if (Files.isDirectory(place)) setAside(place, "is a directory");
        if (!Files.exists(file)) {
            if (wasThere) LOG.atWarn().addKeyValue("path", file).log("peer database is missing, an empty one is begun");
            setAsideAll("has lost its database");
        } else if (Files.size(file) < SHORTEST) {
            // A file without any bytes may have been put there for a new database. SQLite throws away a log that it finds beside it.
            if (Files.size(file) > 0 || wasThere || Files.exists(log())) setAsideAll("is no database any more");
        } else {
            checkLog();
            checkDatabase();
        }
    }

    private void checkLog() throws IOException {
        var trouble = new SqliteLog(log(), beside("-shm")).trouble();
        if (trouble.isEmpty()) return;
        var what = trouble.get().what();
        if (!Files.exists(log())) LOG.atWarn().addKeyValue("path", log()).addKeyValue("reason", what).log("log of the peer database is missing");
        else if (trouble.get().isUseless()) setAside(log(), what);
        else warn(log(), StoreFiles.copyAside(log(), clock.instant()), what, "peer database is damaged, its whole part was read");
    }

    private void checkDatabase() throws IOException, SQLException {
        var examination = new Examination(dialect);
        var findings = examination.run();
        if (findings.isSound()) return;
        var copy = copyAside();
        boolean done = false;
        try {
            warn(file, copy, findings.describe(), repaired(examination, findings, copy));
            done = true;
        } finally {
            if (!done) putBack(copy);
        }
    }

    /// So that nothing has changed, and the next start may try again.
    private void putBack(Path copy) throws IOException {
        for (var suffix : List.of("-wal", "-shm")) Files.deleteIfExists(beside(suffix));
        if (Files.exists(logOf(copy))) Files.move(logOf(copy), log());
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private String repaired(Examination examination, Examination.Findings findings, Path copy) throws IOException, SQLException {
        var lost = examination.mend(findings);
        if (lost.isPresent()) return "peer database is damaged, it was mended, %d rows are lost".formatted(lost.getAsInt());
        var saved = new Salvage(new SqliteDialect(copy, dialect.connector()), dialect).run();
        return "peer database is damaged, a new one was begun with the %d peers and %d bans that %s".formatted(saved.peers(), saved.bans(),
                saved.isWhole() ? "could be read of it" : "could be read of it in time");
    }

    /// The database with what its log has, so that both can be opened there.
    private Path copyAside() throws IOException {
        var copy = StoreFiles.copyAside(file, clock.instant());
        if (Files.exists(log()) && Files.size(log()) > 0) Files.copy(log(), logOf(copy));
        return copy;
    }

    private static Path logOf(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    private void setAsideAll(String why) throws IOException {
        for (var place : files().toList()) if (Files.exists(place)) setAside(place, why);
    }

    private void setAside(Path place, String why) throws IOException {
        warn(place, StoreFiles.setAside(place, clock.instant()), why, "peer database is damaged, it was set aside");
    }

    private static void warn(Path place, Path aside, String why, String message) {
        LOG.atWarn().addKeyValue("path", place).addKeyValue("kept_as", aside).addKeyValue("reason", why.replaceAll("[^ -~]+", "?")).log(message);
    }

    private Path log() {
        return logOf(file);
    }

    private Stream<Path> files() {
        return Stream.of("", "-wal", "-shm", "-journal").map(this::beside);
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
