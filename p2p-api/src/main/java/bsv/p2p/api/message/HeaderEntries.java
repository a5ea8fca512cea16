package bsv.p2p.api.message;

import bsv.p2p.api.message.Headers.Entry;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/// Headers, each with a count of one byte, as they are on the wire.
final class HeaderEntries extends PackedList<Entry> {
    HeaderEntries(Bytes wire, int start) {
        super(wire, start, (wire.length() - start) / Entry.SHORT_LENGTH);
    }

    @Override
    public Entry get(int index) {
        return Entry.ofShortWire(wire(), start() + Entry.SHORT_LENGTH * Objects.checkIndex(index, size()));
    }

    @Override
    public Optional<Bytes> countAndElements() {
        return Optional.of(wire());
    }

    @Override
    public Iterator<Entry> iterator() {
        return new Cursor<>(size()) {
            @Override
            Entry read(int index) {
                return get(index);
            }
        };
    }
}
