package bsv.p2p.store.json;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The peers of a status, some at a time, so that whoever reads slowly holds up nobody.
final class PeersOfStatus extends Spliterators.AbstractSpliterator<Peer> {
    private static final int AT_ONCE = 50;

    private final IntFunction<Some> from;
    private Some some = new Some(List.of(), 0);
    private int given;

    /// Begins at slot 0.
    ///
    /// @param from reads some, from a slot on
    PeersOfStatus(IntFunction<Some> from) {
        super(Long.MAX_VALUE, Spliterator.NONNULL);
        this.from = from;
    }

    /// Some peers.
    ///
    /// @param next slot to go on at; [SlotIndex#NONE] at the end
    record Some(List<Peer> peers, int next) {
        static Some read(PeerTable table, PeerStatus status, int from) {
            var peers = new ArrayList<Peer>(AT_ONCE);
            int slot = table.next(status, from);
            for (; slot != SlotIndex.NONE && peers.size() < AT_ONCE; slot = table.next(status, slot + 1)) peers.add(table.row(slot).peer());
            return new Some(peers, slot);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Peer> action) {
        while (given == some.peers().size()) {
            if (some.next() == SlotIndex.NONE) return false;
            some = from.apply(some.next());
            given = 0;
        }
        action.accept(some.peers().get(given++));
        return true;
    }

    Stream<Peer> stream() {
        return StreamSupport.stream(this, false);
    }
}
