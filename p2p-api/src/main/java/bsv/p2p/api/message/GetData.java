package bsv.p2p.api.message;

import java.util.List;

/// Asks for what an [Inv] announced.
///
/// @param items in the order in which the answers shall come
public record GetData(List<InventoryItem> items) implements Message {
    public static final Command COMMAND = new Command("getdata");

    public GetData {
        items = PackedList.immutable(items);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
