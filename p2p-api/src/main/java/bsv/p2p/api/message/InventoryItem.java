package bsv.p2p.api.message;

import java.util.Optional;

/// Names a transaction or a block, and in which form it is meant.
///
/// @param type unsigned 32 bit as it came; [#known()] tells which it is
/// @param hash the txid or block hash
public record InventoryItem(long type, Hash256 hash) {
    /// Bytes on the wire.
    public static final int LENGTH = 4 + Hash256.LENGTH;

    public InventoryItem {
        if (type < 0 || type > 0xffff_ffffL) throw new IllegalArgumentException("type must be an unsigned 32-bit number, is " + type);
    }

    /// The types that the reference node knows (protocol.h). There are no witness flags on this network.
    public enum Type {
        ERROR(0), TX(1), BLOCK(2), FILTERED_BLOCK(3), CMPCT_BLOCK(4), DATAREF_TX(5);

        private final int value;

        Type(int value) {
            this.value = value;
        }

        /// The number on the wire.
        public int value() {
            return value;
        }
    }

    /// From the [#LENGTH] bytes that begin at `offset`.
    public static InventoryItem ofWire(Bytes wire, int offset) {
        return new InventoryItem(wire.intLeAt(offset) & 0xffff_ffffL, Hash256.ofWire(wire, offset + 4));
    }

    /// The items from `offset` to the end of `wire`; before them is their count.
    public static PackedList<InventoryItem> listOfWire(Bytes wire, int offset) {
        return new InventoryItems(wire, offset);
    }

    /// Writes the [#LENGTH] bytes from `offset`.
    public void writeTo(byte[] target, int offset) {
        WireWords.INT.set(target, offset, (int) type);
        hash.writeTo(target, offset + 4);
    }

    public static InventoryItem tx(Hash256 txid) {
        return new InventoryItem(Type.TX.value(), txid);
    }

    public static InventoryItem block(Hash256 blockHash) {
        return new InventoryItem(Type.BLOCK.value(), blockHash);
    }

    /// The type, if it is a known one.
    public Optional<Type> known() {
        for (var known : Type.values()) if (known.value == type) return Optional.of(known);
        return Optional.empty();
    }

    public boolean isTx() {
        return type == Type.TX.value();
    }

    public boolean isBlock() {
        return type == Type.BLOCK.value();
    }
}
