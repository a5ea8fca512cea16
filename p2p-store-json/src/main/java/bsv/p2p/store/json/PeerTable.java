package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Peers in numbered slots, found by id, by ip:port and by status; about a hundred bytes a peer. A peer stays in its slot as long as it is
/// there; freed slots are used again.
///
/// One thread writes. Others may read meanwhile: what they are told may be wrong or an exception then, so they must find out that a writer
/// was at work, and ask again.
final class PeerTable {
    private final Rows rows = new Rows();
    private final SlotIndex byId = new ById(new SecureRandom().nextLong());
    private final SlotIndex byEndpoint = new ByEndpoint(new SecureRandom().nextLong());
    private final List<SlotSet> byStatus = Stream.generate(SlotSet::new).limit(PeerStatus.values().length).toList();
    private final SlotStack free = new SlotStack();
    private final Texts texts = new Texts();

    private final class ById extends SlotIndex {
        ById(long seed) {
            super(seed);
        }

        @Override
        long hashOf(int slot) {
            var row = rows.row(slot);
            return hash(row.idHigh(), row.idLow(), 0);
        }

        @Override
        boolean matches(int slot, long high, long low, int more) {
            var row = rows.row(slot);
            return row.idHigh() == high && row.idLow() == low;
        }
    }

    private final class ByEndpoint extends SlotIndex {
        ByEndpoint(long seed) {
            super(seed);
        }

        @Override
        long hashOf(int slot) {
            var row = rows.row(slot);
            return hash(row.ipHigh(), row.ipLow(), row.port());
        }

        @Override
        boolean matches(int slot, long high, long low, int more) {
            var row = rows.row(slot);
            return row.ipLow() == low && row.ipHigh() == high && row.port() == more;
        }
    }

    /// The slot of a peer.
    ///
    /// @return [SlotIndex#NONE] if there is none
    int find(UUID id) {
        return byId.find(id.getMostSignificantBits(), id.getLeastSignificantBits(), 0);
    }

    /// As [#find(UUID)].
    int find(Endpoint endpoint) {
        var ip = endpoint.ip();
        return byEndpoint.find(ip.high(), ip.low(), endpoint.port());
    }

    Row row(int slot) {
        return rows.row(slot);
    }

    /// All rows as they are now.
    Rows copy() {
        return rows.copy();
    }

    long count(PeerStatus status) {
        return byStatus.get(Row.code(status)).size();
    }

    /// The first slot of a status, from a slot on.
    ///
    /// @return [SlotIndex#NONE] if there is none
    int next(PeerStatus status, int from) {
        return byStatus.get(Row.code(status)).next(from);
    }

    /// Adds a peer, whose id and ip:port must be new.
    ///
    /// @return its slot
    /// @throws PeerStoreException if the table is full
    int add(Peer peer) {
        int slot = free.pop().orElseGet(this::append);
        rows.set(slot, peer, texts);
        byId.add(slot);
        byEndpoint.add(slot);
        byStatus.get(Row.code(peer.status())).add(slot);
        return slot;
    }

    private int append() {
        if (rows.end() > SlotIndex.MAX_SLOT) throw new PeerStoreException("a store in memory holds %d peers and no more".formatted(SlotIndex.MAX_SLOT + 1));
        return rows.append();
    }

    /// Replaces the peer in a slot by one of the same id, whose ip:port must be new or its own.
    void replace(int slot, Peer peer) {
        var row = rows.row(slot);
        boolean moved = row.ipLow() != peer.ip().low() || row.ipHigh() != peer.ip().high() || row.port() != peer.port();
        if (moved) byEndpoint.remove(slot);
        byStatus.get(row.status()).remove(slot);
        rows.set(slot, peer, texts);
        if (moved) byEndpoint.add(slot);
        byStatus.get(Row.code(peer.status())).add(slot);
    }

    void remove(int slot) {
        byStatus.get(rows.row(slot).status()).remove(slot);
        byEndpoint.remove(slot);
        byId.remove(slot);
        rows.clear(slot);
        free.push(slot);
    }
}
