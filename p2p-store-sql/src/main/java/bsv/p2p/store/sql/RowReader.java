package bsv.p2p.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads rows of a database. One that makes no sense is passed over, with one warning for all of them.
final class RowReader {
    private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

    private final Database database;
    private final AtomicBoolean warned = new AtomicBoolean();

    RowReader(Database database) {
        this.database = database;
    }

    /// The value of a row, if it makes sense.
    <T> Optional<T> read(ResultSet row, Table<T> table) throws SQLException {
        try {
            return Optional.of(table.read(row));
        } catch (IllegalArgumentException wrong) {
            if (warned.compareAndSet(false, true)) {
                LOG.atWarn().addKeyValue("path", database).addKeyValue("reason", String.valueOf(wrong.getMessage()).replaceAll("[^ -~]+", "?"))
                        .log("peer database has rows that make no sense, they are passed over");
            }
            return Optional.empty();
        }
    }
}
