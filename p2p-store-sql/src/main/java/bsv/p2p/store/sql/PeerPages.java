package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Streams of peers that read a page at a time, and hold nothing between pages: whoever reads slowly, or not to the end, costs nobody anything.
final class PeerPages {
    /// Many want the first few.
    private static final int FIRST = 50;
    private static final int MOST = 500;

    private final Database database;
    private final Table<Peer> peers;
    private final RowReader reader;
    private final String all;
    private final String ofStatus;

    PeerPages(Database database, Table<Peer> peers, RowReader reader) {
        this.database = database;
        this.peers = peers;
        this.reader = reader;
        var select = "select " + peers.names() + ", claimed_until from peer where ";
        all = select + "id > ? order by id limit ?";
        ofStatus = select + "status = ? and (claimed_until, id) > (?, ?) order by claimed_until, id limit ?";
    }

    Stream<Peer> all() {
        return pages(after -> page(all, after, query -> {
            query.setString(1, after.id());
            query.setInt(2, after.wanted());
        }));
    }

    Stream<Peer> ofStatus(PeerStatus status) {
        return pages(after -> page(ofStatus, after, query -> {
            query.setString(1, status.name());
            query.setLong(2, after.claimedUntil());
            query.setString(3, after.id());
            query.setInt(4, after.wanted());
        }));
    }

    /// Where a row stands among others.
    ///
    /// @param wanted how many to read after it
    private record Place(long claimedUntil, String id, int wanted) {
        static final Place BEFORE_ALL = new Place(-1, "", FIRST);
    }

    /// Some peers in their order.
    ///
    /// @param last where the last row read stands; empty after the last page
    private record Page(List<Peer> peers, Optional<Place> last) {}

    private static Stream<Peer> pages(Function<Place, Page> after) {
        return Stream.iterate(Optional.of(after.apply(Place.BEFORE_ALL)), Optional::isPresent, page -> page.flatMap(Page::last).map(after))
                .flatMap(page -> page.orElseThrow().peers().stream());
    }

    private Page page(String sql, Place after, Parameters parameters) {
        return database.read(session -> {
            var page = new ArrayList<Peer>();
            var last = Optional.<Place>empty();
            var query = session.prepared(sql);
            parameters.set(query);
            try (var found = query.executeQuery()) {
                int rows = 0;
                while (found.next()) {
                    reader.read(found, peers).ifPresent(page::add);
                    if (++rows == after.wanted()) last = Optional.of(new Place(found.getLong(peers.width() + 1), found.getString(1), MOST));
                }
            }
            return new Page(page, last);
        });
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
