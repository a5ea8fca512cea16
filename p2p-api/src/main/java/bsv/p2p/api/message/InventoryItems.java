package bsv.p2p.api.message;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Inventory items as they are on the wire.
final class InventoryItems extends PackedList<InventoryItem> {
    InventoryItems(Bytes wire, int start) {
        super(wire, start, (wire.length() - start) / InventoryItem.LENGTH);
    }

    @Override
    public InventoryItem get(int index) {
        return InventoryItem.ofWire(wire(), start() + InventoryItem.LENGTH * Objects.checkIndex(index, size()));
    }

    /// See [Inv#strangeType].
    OptionalLong strangeType() {
        var wire = wire();
        for (int at = start(); at < wire.length(); at += InventoryItem.LENGTH) {
            int type = wire.intLeAt(at);
            if (type != InventoryItem.Type.TX.value() && type != InventoryItem.Type.BLOCK.value()) return OptionalLong.of(Integer.toUnsignedLong(type));
        }
        return OptionalLong.empty();
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
