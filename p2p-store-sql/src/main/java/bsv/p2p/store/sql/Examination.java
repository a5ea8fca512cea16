package bsv.p2p.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out whether a SQLite database is sound, without changing it, and mends what is easily mended.
final class Examination {
    /// Result codes of SQLite, see its documentation.
    private static final int ERROR = 1;
    static final int CORRUPT = 11;
    private static final int READ_ONLY = 8;
    /// What does not lie in the database: no permission, busy, locked, no memory, read-only, interrupted, input and output, full, cannot open, locking.
    private static final Set<Integer> SURROUNDINGS = Set.of(3, 5, 6, 7, READ_ONLY, 9, 10, 13, 14, 15);
    /// The one failure of input that does: the file ends too early.
    private static final int SHORT_READ = 522;
    /// Largest file, in bytes, whose indexes are compared with its rows. A hundred thousand peers fit; of a million it would take too long.
    private static final long THOROUGH = 48L << 20;
    private static final int MOST_TOLD = 3;

    private final SqliteDialect dialect;

    Examination(SqliteDialect dialect) {
        this.dialect = dialect;
    }

    /// What was found.
    ///
    /// @param structure what SQLite says
    /// @param peers numbers of rows that are not as they were written
    /// @param bans as `peers`
    record Findings(List<String> structure, List<Long> peers, List<Long> bans) {
        boolean isSound() {
            return structure.isEmpty() && rows() == 0;
        }

        int rows() {
            return peers.size() + bans.size();
        }

        String describe() {
            var told = structure.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
            return rows() == 0 ? told : "%d rows do not fit their checksums%s".formatted(rows(), told.isEmpty() ? "" : "; " + told);
        }
    }

    Findings run() throws SQLException {
        try {
            return look();
        } catch (SQLException failed) {
            if (code(failed) != READ_ONLY) throw failed;
        }
        // There is a transaction to be taken back first, which is a change.
        try (var session = new Session(dialect.connect())) {
            session.execute("pragma schema_version");
        } catch (SQLException failed) {
            if (!isDamage(failed)) throw failed;
        }
        return look();
    }

    private List<String> structure() throws SQLException {
        var structure = new ArrayList<String>();
        try (var session = new Session(dialect.connectToRead())) {
            checkStructure(session, structure);
        } catch (SQLException failed) {
            if (!isDamage(failed)) throw failed;
            structure.add(String.valueOf(failed.getMessage()));
        }
        return structure;
    }

    private Findings look() throws SQLException {
        var structure = structure();
        var peers = new ArrayList<Long>();
        var bans = new ArrayList<Long>();
        if (!structure.isEmpty()) return new Findings(structure, peers, bans);
        try (var session = new Session(dialect.connectToRead())) {
            if (new SqliteSchema(session).hasSums()) {
                peers.addAll(new RowCheck<>(dialect, Tables.peers(true)).wrongRows(session));
                bans.addAll(new RowCheck<>(dialect, Tables.bans(true)).wrongRows(session));
            }
        } catch (SQLException failed) {
            if (!isDamage(failed)) throw failed;
            structure.add(String.valueOf(failed.getMessage()));
        }
        return new Findings(structure, peers, bans);
    }

    private void checkStructure(Session session, List<String> into) throws SQLException {
        var check = dialect.file().toFile().length() <= THOROUGH ? "pragma integrity_check" : "pragma quick_check";
        try (var found = session.prepared(check).executeQuery()) {
            while (found.next()) {
                var line = String.valueOf(found.getString(1));
                if (!line.equals("ok")) into.add(line);
            }
        }
        if (into.isEmpty()) new SqliteSchema(session).trouble(dialect.connector()).ifPresent(into::add);
    }

    /// Removes rows that are not as they were written, and makes the indexes anew where that may be needed.
    ///
    /// @return how many rows that were; empty if the database is not sound even so
    OptionalInt mend(Findings findings) throws SQLException {
        try (var session = new Session(dialect.connect())) {
            Database.inTransaction(session, _ -> {
                if (!findings.structure().isEmpty() || !findings.bans().isEmpty() || !areIndexed(session, findings.peers())) session.execute("reindex");
                remove(session, "peer", findings.peers());
                remove(session, "ban", findings.bans());
                return true;
            });
        } catch (SQLException failed) {
            if (!isDamage(failed)) throw failed;
            return OptionalInt.empty();
        }
        if (findings.structure().isEmpty()) return structure().isEmpty() ? OptionalInt.of(findings.rows()) : OptionalInt.empty();
        // Of a database whose structure is not sound the rows were not looked at.
        var left = run();
        if (left.isSound()) return OptionalInt.of(0);
        return left.structure().isEmpty() ? mend(left) : OptionalInt.empty();
    }

    /// Whether the indexes lead to these rows, so that nothing of them stays behind there.
    private static boolean areIndexed(Session session, List<Long> rows) throws SQLException {
        var query = session.prepared("""
                select count(*) from peer as damaged where rowid = ?
                and exists (select 1 from peer where id = damaged.id and rowid = damaged.rowid)
                and exists (select 1 from peer where ip = damaged.ip and port = damaged.port and rowid = damaged.rowid)
                and exists (select 1 from peer where status = damaged.status and claimed_until = damaged.claimed_until and id = damaged.id and rowid = damaged.rowid)""");
        for (long row : rows) {
            query.setLong(1, row);
            try (var found = query.executeQuery()) {
                if (!found.next() || found.getInt(1) != 1) return false;
            }
        }
        return true;
    }

    private static void remove(Session session, String table, List<Long> rows) throws SQLException {
        var statement = session.prepared("delete from " + table + " where rowid = ?");
        for (long row : rows) {
            statement.setLong(1, row);
            statement.executeUpdate();
        }
    }

    /// Whether this failure means that the database itself is damaged. What flipped bits make SQLite and its driver say is not listed anywhere: so
    /// it is all that the surroundings are not to blame for.
    static boolean isDamage(SQLException failed) {
        return failed.getErrorCode() == SHORT_READ || !SURROUNDINGS.contains(code(failed));
    }

    /// Whether this failure means that the database does not have what was asked for.
    static boolean makesNoSense(SQLException failed) {
        return code(failed) == ERROR;
    }

    private static int code(SQLException failed) {
        return failed.getErrorCode() & 0xff;
    }
}
