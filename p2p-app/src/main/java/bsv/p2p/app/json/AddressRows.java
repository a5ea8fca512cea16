package bsv.p2p.app.json;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.NetworkAddress;
import tools.jackson.databind.node.ObjectNode;

/// Addresses, and the message that carries them.
final class AddressRows {
    static final MessageRow<Addr> ADDR = new MessageRow<>(Addr.COMMAND, (message, out) -> {
        out.put("count", message.addresses().size());
        var list = out.putArray("addresses");
        for (var entry : message.addresses()) write(entry.address(), list.addObject().put("time", entry.time()));
    }, in -> new Addr(in.objects("addresses").stream().map(entry -> new TimestampedAddress(entry.u32("time"), read(entry))).toList()));

    private AddressRows() {}

    static void write(NetworkAddress address, ObjectNode out) {
        out.put("services", Long.toUnsignedString(address.services()));
        out.put("ip", address.ip().toString());
        out.put("ip_hex", Bytes.wrap(address.ip().toBytes()).toHex());
        out.put("port", address.port());
    }

    static NetworkAddress read(FieldReader in) {
        return new NetworkAddress(in.u64("services"), in.ip(), in.inRange("port", 0, 65_535));
    }
}
