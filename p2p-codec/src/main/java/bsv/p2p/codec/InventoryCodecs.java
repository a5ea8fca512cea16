package bsv.p2p.codec;

import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.NotFound;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// Messages that are lists of inventory items.
final class InventoryCodecs {
    static final MessageCodec<Inv> INV = new MessageCodec<>(Inv.COMMAND, Inv.class, InventoryCodecs::readInv, (m, out) -> writeItems(m.items(), out));
    static final MessageCodec<GetData> GET_DATA = new MessageCodec<>(GetData.COMMAND, GetData.class, in -> new GetData(readItems(in)), (m, out) -> writeItems(m.items(), out));
    static final MessageCodec<NotFound> NOT_FOUND = new MessageCodec<>(NotFound.COMMAND, NotFound.class, in -> new NotFound(readItems(in)), (m, out) -> writeItems(m.items(), out));

    private InventoryCodecs() {}

    private static Inv readInv(PayloadReader in) {
        return new Inv(readItems(in));
    }

    private static List<InventoryItem> readItems(PayloadReader in) {
        return in.view("items", InventoryItem.LENGTH, InventoryItem::listOfWire);
    }

    private static void writeItems(List<InventoryItem> items, ByteBuf out) {
        PayloadWriter.list(items, InventoryItem.LENGTH, out, InventoryItem::writeTo);
    }
}
