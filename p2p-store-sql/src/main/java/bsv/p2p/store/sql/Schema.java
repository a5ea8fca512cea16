package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.api.error.PeerStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The tables, brought up to date step by step: step n is the n-th script, `NAME.sql`, then `NAME.KIND.sql` if there is one for this kind of
/// database. The database remembers how many steps it has had.
final class Schema {
    /// Never change one that was released: add another.
    private static final List<String> SCRIPTS = List.of("0001-peers-and-bans", "0002-claims", "0003-checksums", "0004-one-index-of-statuses");

    private Schema() {}

    /// Runs the scripts that the database lacks; within the transaction of the caller.
    ///
    /// @throws PeerStoreException if it has had more than there are here
    static void bringUpToDate(Connection connection, String kind) throws SQLException {
        bringTo(SCRIPTS.size(), connection, kind);
    }

    /// How many scripts there are.
    static int newest() {
        return SCRIPTS.size();
    }

    /// As [#bringUpToDate], but to a version that may be an older one, as programs of its time did.
    static void bringTo(int wanted, Connection connection, String kind) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table if not exists schema_version (version integer not null)");
            int version = version(connection);
            if (version > SCRIPTS.size()) {
                throw new PeerStoreException("its schema has version %d, this program knows versions up to %d; use a newer program".formatted(version, SCRIPTS.size()));
            }
            if (version >= wanted) return;
            for (var script : SCRIPTS.subList(version, wanted)) {
                for (var command : commands(script + ".sql").orElseThrow()) statement.execute(command);
                for (var command : commands(script + "." + kind + ".sql").orElse(List.of())) statement.execute(command);
            }
            statement.execute("delete from schema_version");
        }
        try (var insert = connection.prepareStatement("insert into schema_version (version) values (?)")) {
            insert.setInt(1, wanted);
            insert.executeUpdate();
        }
    }

    /// How many steps the database has had.
    static int version(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select max(version) from schema_version"); var found = query.executeQuery()) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    /// The commands of a script, if there is one; each ends with a semicolon at the end of a line.
    private static Optional<List<String>> commands(String script) {
        try (var in = Schema.class.getResourceAsStream(script)) {
            if (in == null) return Optional.empty();
            var text = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^--.*$", "");
            return Optional.of(List.of(text.split(";\\s*(\\n|$)", -1)).stream().map(String::strip).filter(command -> !command.isEmpty()).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
