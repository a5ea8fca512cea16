package bsv.p2p.api.message;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/// Inventory items as they are on the wire.
final class InventoryItems extends PackedList<InventoryItem> {
    InventoryItems(Bytes wire, int start) {
        super(wire, start, (wire.length() - start) / InventoryItem.LENGTH);
    }

    @Override
    public InventoryItem get(int index) {
        return InventoryItem.ofWire(wire(), start() + InventoryItem.LENGTH * Objects.checkIndex(index, size()));
    }

    @Override
    public Optional<Bytes> countAndElements() {
        return Optional.of(wire());
    }

    @Override
    public Iterator<InventoryItem> iterator() {
        return new Iterator<>() {
            private final Bytes wire = wire();
            private int left = size();
            private int next = start();

            @Override
            public boolean hasNext() {
                return left != 0;
            }

            @Override
            public InventoryItem next() {
                if (left == 0) throw new NoSuchElementException();
                left--;
                int at = next;
                next = at + InventoryItem.LENGTH;
                return InventoryItem.ofWire(wire, at);
            }
        };
    }
}
