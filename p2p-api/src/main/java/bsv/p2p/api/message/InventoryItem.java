package bsv.p2p.api.message;

import java.util.Optional;

/// Names a transaction or a block, and in which form it is meant.
///
/// @param type unsigned 32 bit as it came; [#known()] tells which it is
/// @param hash the txid or block hash
public record InventoryItem(long type, Hash256 hash) {
    public InventoryItem {
        if (type < 0 || type > 0xffff_ffffL) throw new IllegalArgumentException("type must be an unsigned 32-bit number, is " + type);
    }

    /// The types that the reference node knows (protocol.h). There are no witness flags on this network.
    public enum Type {
        ERROR, TX, BLOCK, FILTERED_BLOCK, CMPCT_BLOCK, DATAREF_TX
    }

    public static InventoryItem tx(Hash256 txid) {
        return new InventoryItem(Type.TX.ordinal(), txid);
    }

    public static InventoryItem block(Hash256 blockHash) {
        return new InventoryItem(Type.BLOCK.ordinal(), blockHash);
    }

    /// The type, if it is a known one.
    public Optional<Type> known() {
        return type <= Type.DATAREF_TX.ordinal() ? Optional.of(Type.values()[(int) type]) : Optional.empty();
    }

    public boolean isTx() {
        return type == Type.TX.ordinal();
    }

    public boolean isBlock() {
        return type == Type.BLOCK.ordinal();
    }
}
