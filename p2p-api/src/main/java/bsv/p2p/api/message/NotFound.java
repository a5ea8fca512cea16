package bsv.p2p.api.message;

import java.util.List;

/// Answers a [GetData] for what the sender does not have.
public record NotFound(List<InventoryItem> items) implements Message {
    public static final Command COMMAND = new Command("notfound");

    public NotFound {
        items = PackedList.immutable(items);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
