package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A real PostgreSQL server, one for all tests of this JVM and for the JVMs that these start. It ends with this JVM.
final class TestServer {
    private static final String URL = findOrStart();
    private static final Set<String> SCHEMAS = new HashSet<>();

    private TestServer() {}

    /// Sees to it that the server runs, before a JVM is started that would otherwise start one of its own and take it along when it is killed.
    static void start() {
        assertFalse(URL.isEmpty());
    }

    /// Settings of a store whose tables are in a schema of their own, the same for the same folder.
    static Map<String, String> settings(Path folder) {
        return Map.of("url", url(folder), "user", "postgres");
    }

    static PostgresDialect dialect(Path folder) {
        return dialect(folder, Drivers.installed());
    }

    static PostgresDialect dialect(Path folder, Connector connector) {
        return PostgresDialect.of(url(folder), Optional.of("postgres"), Optional.empty(), connector);
    }

    /// One at a time: the server does not make a schema twice at once.
    private static synchronized String url(Path folder) {
        var schema = "s" + UUID.nameUUIDFromBytes(folder.toAbsolutePath().toString().getBytes(UTF_8)).toString().replace("-", "");
        if (!SCHEMAS.add(schema)) return URL + "?currentSchema=" + schema;
        try (var connection = PostgresDialect.of(URL, Optional.of("postgres"), Optional.empty(), Drivers.installed()).connect(); var statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + schema);
        } catch (SQLException failed) {
            throw new IllegalStateException("no schema in the server of the tests", failed);
        }
        return URL + "?currentSchema=" + schema;
    }

    /// A JVM that a test starts uses the server of the one that started it.
    private static String findOrStart() {
        try {
            var started = ProcessHandle.current().parent().map(parent -> noteOf(parent.pid()));
            if (started.isPresent() && Files.exists(started.get())) return Files.readString(started.get());
            var server = EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
            var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
            var note = noteOf(ProcessHandle.current().pid());
            Files.writeString(note, url);
            note.toFile().deleteOnExit();
            return url;
        } catch (IOException failed) {
            throw new UncheckedIOException("the PostgreSQL server of the tests does not start", failed);
        }
    }

    private static Path noteOf(long pid) {
        return Path.of("target", "postgres-of-" + pid);
    }
}
