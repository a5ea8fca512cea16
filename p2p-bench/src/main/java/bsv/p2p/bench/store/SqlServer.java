package bsv.p2p.bench.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/// A PostgreSQL server of its own, with the settings it comes with, which ends with [#close()].
public final class SqlServer implements AutoCloseable {
    /// Who connects.
    public static final String USER = "postgres";

    private final EmbeddedPostgres server;

    /// Starts it.
    public SqlServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    /// The JDBC URL of its database.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
