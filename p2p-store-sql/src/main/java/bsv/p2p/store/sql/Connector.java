package bsv.p2p.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/// Opens connections by JDBC URL.
@FunctionalInterface
interface Connector {
    Connection connect(String url, Properties properties) throws SQLException;
}
