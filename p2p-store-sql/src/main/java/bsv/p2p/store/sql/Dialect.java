package bsv.p2p.store.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/// What one kind of database does differently from others, for one database.
interface Dialect {
    /// The JDBC URL, fit for messages.
    String url();

    /// The kind, as scripts of the schema are named that only it needs.
    String kind();

    /// Takes the database for as long as it is used. Makes what must be there before a connection can be, and sets aside or mends what is
    /// damaged, if nobody else uses it.
    ///
    /// @throws IOException if files can be neither read nor mended
    /// @throws SQLException if the database cannot be asked how it is
    Claim claim(InstantSource clock) throws IOException, SQLException;

    /// Opens a connection that is ready for use.
    Connection connect() throws SQLException;

    /// Chooses what the commits that follow do: return when they are on the medium, or leave that to a later one that does.
    void commitsAreDurable(Session session, boolean durable) throws SQLException;

    /// Called first in each transaction that writes: waits until no other that did so is under way, in any process.
    void takeTurn(Session session) throws SQLException;

    /// What a `select` ends with that locks its rows and leaves out those that another transaction has locked; empty where only one
    /// transaction at a time can write.
    String passingOverLocked();

    /// Whether rows need a [RowSum], because the database has no checksums of its own.
    boolean sumsRows();

    /// Whether many rows are written sooner as an array for each column than row by row.
    boolean takesArrays();

    /// The use of a database.
    interface Claim extends AutoCloseable {
        /// For a database whose server knows who uses it.
        Claim OF_MANY = new Claim() {
            @Override
            public boolean isAlone() {
                return false;
            }

            @Override
            public void share() {}

            @Override
            public void close() {}
        };

        /// Whether nobody else uses the database, and nobody will before [#share()].
        boolean isAlone();

        /// Lets others use it too.
        void share() throws IOException;

        /// Ends it.
        @Override
        void close() throws IOException;
    }
}
