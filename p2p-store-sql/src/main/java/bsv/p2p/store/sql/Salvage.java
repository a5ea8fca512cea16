package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes what can still be read of a damaged SQLite database, bans first, to a new one, which takes its place when it is whole. Rows are
/// read in their order; where that fails it goes on a bit further. It ends after some seconds, so that the store opens in time.
final class Salvage {
    private static final Duration MOST = Duration.ofSeconds(6);
    private static final int AT_ONCE = 500;
    /// From here on no row can be.
    private static final long END = 1L << 40;

    private final SqliteDialect damaged;
    private final SqliteDialect place;
    private final long deadline = System.nanoTime() + MOST.toNanos();
    private boolean whole = true;

    /// Prepares it.
    ///
    /// @param damaged a copy of the damaged database
    /// @param place where that is and the new one shall be
    Salvage(SqliteDialect damaged, SqliteDialect place) {
        this.damaged = damaged;
        this.place = place;
    }

    /// What was saved.
    ///
    /// @param isWhole whether there was time to look at all
    record Saved(int peers, int bans, boolean isWhole) {}

    Saved run() throws IOException, SQLException {
        var fresh = place.file().resolveSibling(place.file().getFileName() + ".new");
        deleteAll(fresh);
        Saved saved;
        try (var to = new Session(new SqliteDialect(fresh, place.connector()).connectToFill())) {
            saved = Database.inTransaction(to, this::fill);
        } finally {
            Files.deleteIfExists(beside(damaged.file(), "-shm"));
        }
        try (var whole = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        // The log of the damaged one must not meet the new one.
        Files.deleteIfExists(beside(place.file(), "-wal"));
        Files.deleteIfExists(beside(place.file(), "-shm"));
        Files.move(fresh, place.file(), StandardCopyOption.ATOMIC_MOVE);
        return saved;
    }

    private Saved fill(Session to) throws SQLException {
        Schema.bringUpToDate(to.connection(), place.kind());
        var peers = Tables.peers(place.sumsRows());
        var bans = Tables.bans(place.sumsRows());
        var upserts = new RowUpserts(peers);
        try (var from = new Session(damaged.connectToRead())) {
            // Otherwise SQLite refuses to read a file that is shorter than it says.
            from.execute("pragma writable_schema = on");
            int savedBans = take(from, bans, some -> put(to, bans, some));
            int savedPeers = take(from, peers, some -> upserts.put(to, some));
            return new Saved(savedPeers, savedBans, whole);
        }
    }

    /// Where rows go.
    @FunctionalInterface
    private interface Taker<T> {
        int take(List<T> some) throws SQLException;
    }

    private <T> int take(Session from, Table<T> table, Taker<T> taker) throws SQLException {
        int taken = 0;
        var walk = new Walk<>(from, table);
        while (!walk.atEnd && System.nanoTime() < deadline) taken += taker.take(walk.some());
        whole &= walk.atEnd;
        return taken;
    }

    private static int put(Session to, Table<Ban> table, List<Ban> bans) throws SQLException {
        var statement = to.prepared(table.upsert());
        for (var ban : bans) {
            table.set(statement, table.row(ban));
            statement.executeUpdate();
        }
        return bans.size();
    }

    /// A way through a table that goes round what cannot be read.
    private static final class Walk<T> {
        private final Session session;
        private final Table<T> table;
        private final String columns;
        private long last = -1;
        private long step = 1;
        private boolean atEnd;

        Walk(Session session, Table<T> table) throws SQLException {
            this.session = session;
            this.table = table;
            columns = hasSums(session) ? table.names() : table.namesBeforeSums();
        }

        private static boolean hasSums(Session session) throws SQLException {
            try {
                return new SqliteSchema(session).hasSums();
            } catch (SQLException failed) {
                if (!Examination.isDamage(failed)) throw failed;
                return true; // as all databases of now have
            }
        }

        /// The next rows that make sense; possibly none, though there are more.
        List<T> some() throws SQLException {
            var some = new ArrayList<T>();
            long before = last;
            try {
                read(some);
                atEnd = last == before;
            } catch (SQLException failed) {
                if (!Examination.isDamage(failed)) throw failed;
                step = last == before ? 2 * step : 1;
                last += step;
                // Without the table, or one of its columns, nothing can be asked.
                atEnd = last > END || Examination.makesNoSense(failed);
            }
            return some;
        }

        private void read(List<T> into) throws SQLException {
            var select = "select %s, rowid from %s where rowid > ? order by rowid limit %d".formatted(columns, table.name(), AT_ONCE);
            // Anew each time: the driver closes a statement that failed.
            try (var query = session.connection().prepareStatement(select)) {
                query.setLong(1, last);
                try (var found = query.executeQuery()) {
                    while (found.next()) {
                        goTo(found.getLong(table.width() + 1));
                        readRow(found).ifPresent(into::add);
                    }
                }
            }
        }

        /// A page that another leads to by mistake has rows from elsewhere: with those one would walk in circles.
        private void goTo(long row) throws SQLException {
            if (row <= last) throw new SQLException("row %d follows row %d".formatted(row, last), "", Examination.CORRUPT);
            last = row;
        }

        private Optional<T> readRow(ResultSet found) throws SQLException {
            try {
                return Optional.of(table.read(found));
            } catch (IllegalArgumentException _) {
                return Optional.empty(); // what is kept aside has it
            }
        }
    }

    private static void deleteAll(Path file) throws IOException {
        for (var suffix : List.of("", "-wal", "-shm", "-journal")) Files.deleteIfExists(beside(file, suffix));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
