package bsv.p2p.api.message;

import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/// Addresses with times as they are on the wire.
final class TimestampedAddresses extends PackedList<TimestampedAddress> {
    TimestampedAddresses(Bytes wire, int start) {
        super(wire, start, (wire.length() - start) / TimestampedAddress.LENGTH);
    }

    @Override
    public TimestampedAddress get(int index) {
        return TimestampedAddress.ofWire(wire(), start() + TimestampedAddress.LENGTH * Objects.checkIndex(index, size()));
    }

    @Override
    public Optional<Bytes> countAndElements() {
        return Optional.of(wire());
    }

    @Override
    public Iterator<TimestampedAddress> iterator() {
        return new Cursor<>(size()) {
            @Override
            TimestampedAddress read(int index) {
                return get(index);
            }
        };
    }
}
