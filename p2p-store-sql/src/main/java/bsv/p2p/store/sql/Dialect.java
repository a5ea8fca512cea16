package bsv.p2p.store.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What one kind of database does differently from others, for one database.
interface Dialect {
    /// The JDBC URL, fit for messages.
    String url();

    /// Makes what must be there before a connection can be. What stands in the way is set aside.
    ///
    /// @return the new places of what was set aside
    List<Path> prepare(Instant now) throws IOException;

    /// Opens a connection that is ready for use.
    Connection connect() throws SQLException;

    /// Looks at the whole database.
    ///
    /// @throws SQLException for which [#isDamage] holds if it is damaged
    void check(Connection connection) throws SQLException;

    /// Whether this failure means that the database itself is damaged.
    boolean isDamage(SQLException failed);

    /// Gets a damaged database out of the way of a new one.
    ///
    /// @return where it is now
    List<Path> setAside(Instant now) throws IOException;

    /// Chooses what the commits that follow do: return when they are on the medium, or leave that to a later one that does.
    void commitsAreDurable(Connection connection, boolean durable) throws SQLException;

    /// Called first in each transaction that writes: waits until no other that did so is under way, in any process.
    void takeTurn(Connection connection) throws SQLException;

    /// What a `select` ends with that locks its rows and leaves out those that another transaction has locked; empty where only one
    /// transaction at a time can write.
    String passingOverLocked();
}
