package bsv.p2p.store.sql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// The tables, indexes and triggers of a SQLite database, as SQLite remembers them: as texts, in which a bit may flip too.
final class SqliteSchema {
    private static final String CHECKSUM = "checksum";

    private final Session session;

    SqliteSchema(Session session) {
        this.session = session;
    }

    /// Whether rows have sums.
    boolean hasSums() throws SQLException {
        return definitions(session).getOrDefault("peer", "").contains(CHECKSUM);
    }

    /// What is wrong with it, if this is a database of ours. What others have added to it does not count.
    Optional<String> trouble(Connector connector) throws SQLException {
        var found = definitions(session);
        if (found.keySet().stream().noneMatch(name -> name.equals("peer") || name.equals("ban") || name.equals("flushed"))) return Optional.empty();
        int version = found.containsKey("schema_version") ? Schema.version(session.connection()) : 0;
        if (version > Schema.newest()) return Optional.empty();
        if (version < 1) return Optional.of("its tables are there, but not their version");
        for (var expected : expected(version, connector).entrySet()) {
            // A column that was added stands before the last parenthesis.
            var begin = expected.getValue().substring(0, expected.getValue().length() - 1);
            if (!found.getOrDefault(expected.getKey(), "").startsWith(begin)) return Optional.of("what defines " + expected.getKey() + " is not as it was written");
        }
        return Optional.empty();
    }

    private static Map<String, String> expected(int version, Connector connector) throws SQLException {
        try (var fresh = new Session(connector.connect(SqliteDialect.PREFIX + ":memory:", new Properties()))) {
            Schema.bringTo(version, fresh.connection(), "sqlite");
            return definitions(fresh);
        }
    }

    /// What was made by commands, by name.
    private static Map<String, String> definitions(Session session) throws SQLException {
        var definitions = new HashMap<String, String>();
        try (var found = session.prepared("select name, sql from sqlite_master where sql is not null").executeQuery()) {
            while (found.next()) definitions.put(String.valueOf(found.getString(1)), String.valueOf(found.getString(2)));
        }
        return definitions;
    }
}
