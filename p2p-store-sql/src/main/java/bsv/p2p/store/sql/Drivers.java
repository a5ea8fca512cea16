package bsv.p2p.store.sql;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.spi.Plugins;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The JDBC drivers that are installed, found as services: `DriverManager` does not see those of plugin folders.
///
/// @param plugins where to look beside this program
record Drivers(Plugins plugins) implements Connector {
    static Drivers installed() {
        return new Drivers(Plugins.installed());
    }

    /// Connects by the first driver that takes the URL.
    ///
    /// @throws PeerStoreException if there is none
    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        var loaders = Stream.concat(Stream.of(ServiceLoader.load(Driver.class, Drivers.class.getClassLoader())),
                plugins.loaders().stream().map(loader -> ServiceLoader.load(Driver.class, loader))).toList();
        for (var drivers : loaders) {
            for (var driver : drivers) {
                var connection = driver.acceptsURL(url) ? driver.connect(url, properties) : null;
                if (connection != null) return connection;
            }
        }
        throw new PeerStoreException("no JDBC driver for it is installed");
    }
}
