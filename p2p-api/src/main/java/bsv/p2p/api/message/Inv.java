package bsv.p2p.api.message;

import java.util.List;
import java.util.OptionalLong;

/// Announces transactions and blocks that the sender has.
///
/// @param items of type TX and BLOCK; any other type ends the connection
public record Inv(List<InventoryItem> items) implements Message {
    public static final Command COMMAND = new Command("inv");

    public Inv {
        items = PackedList.immutable(items);
    }

    /// The type of the first item that is neither TX nor BLOCK, if there is one. Makes no item to find out.
    public OptionalLong strangeType() {
        if (items instanceof InventoryItems packed) return packed.strangeType();
        return items.stream().filter(item -> !item.isTx() && !item.isBlock()).mapToLong(InventoryItem::type).findFirst();
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
