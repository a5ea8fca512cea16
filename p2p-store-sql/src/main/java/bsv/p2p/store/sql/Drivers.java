package bsv.p2p.store.sql;

import bsv.p2p.api.error.PeerStoreException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/// Finds JDBC drivers as services: `DriverManager` does not see those of plugin folders.
final class Drivers {
    private Drivers() {}

    /// Connects by the first driver that takes the URL.
    ///
    /// @throws PeerStoreException if there is none
    static Connection connect(String url, Properties properties) throws SQLException {
        for (var driver : ServiceLoader.load(Driver.class, Drivers.class.getClassLoader())) {
            var connection = driver.acceptsURL(url) ? driver.connect(url, properties) : null;
            if (connection != null) return connection;
        }
        throw new PeerStoreException("no JDBC driver for it is installed");
    }
}
