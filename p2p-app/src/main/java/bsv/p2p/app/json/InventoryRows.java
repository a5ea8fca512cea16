package bsv.p2p.app.json;

import bsv.p2p.api.message.GetBlocks;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHdrsEn;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.NotFound;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The messages that name transactions and blocks without carrying them.
final class InventoryRows {
    static final MessageRow<Inv> INV = new MessageRow<>(Inv.COMMAND,
            (message, out) -> writeItems(message.items(), out), in -> new Inv(readItems(in)));

    static final MessageRow<GetData> GETDATA = new MessageRow<>(GetData.COMMAND,
            (message, out) -> writeItems(message.items(), out), in -> new GetData(readItems(in)));

    static final MessageRow<NotFound> NOTFOUND = new MessageRow<>(NotFound.COMMAND,
            (message, out) -> writeItems(message.items(), out), in -> new NotFound(readItems(in)));

    static final MessageRow<GetBlocks> GETBLOCKS = new MessageRow<>(GetBlocks.COMMAND,
            (message, out) -> writeLocator(message.version(), message.locator(), message.stopHash(), out),
            in -> new GetBlocks(in.i32("version"), in.hashes("locator"), in.hash("stop_hash")));

    static final MessageRow<GetHeaders> GETHEADERS = new MessageRow<>(GetHeaders.COMMAND,
            (message, out) -> writeLocator(message.version(), message.locator(), message.stopHash(), out),
            in -> new GetHeaders(in.i32("version"), in.hashes("locator"), in.hash("stop_hash")));

    static final MessageRow<GetHdrsEn> GETHDRSEN = new MessageRow<>(GetHdrsEn.COMMAND,
            (message, out) -> writeLocator(message.version(), message.locator(), message.stopHash(), out),
            in -> new GetHdrsEn(in.i32("version"), in.hashes("locator"), in.hash("stop_hash")));

    private InventoryRows() {}

    private static void writeItems(List<InventoryItem> items, ObjectNode out) {
        out.put("count", items.size());
        var list = out.putArray("inventory");
        for (var item : items) {
            list.addObject().put("type", item.type()).put("type_name", item.known().map(Enum::name).orElse(null)).put("hash", item.hash().toString());
        }
    }

    private static List<InventoryItem> readItems(FieldReader in) {
        return in.objects("inventory").stream().map(item -> new InventoryItem(item.u32("type"), item.hash("hash"))).toList();
    }

    private static void writeLocator(int version, List<Hash256> locator, Hash256 stop, ObjectNode out) {
        out.put("version", version);
        var list = out.putArray("locator");
        for (var hash : locator) list.add(hash.toString());
        out.put("locator_count", locator.size());
        out.put("stop_hash", stop.toString());
    }
}
