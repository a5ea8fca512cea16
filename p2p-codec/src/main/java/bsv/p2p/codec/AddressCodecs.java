package bsv.p2p.codec;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.NetworkAddress;
import io.netty.buffer.ByteBuf;

/// Messages that ask for addresses and tell them, and the address as it stands in `version` too: services, sixteen bytes of
/// address in network order, port in network order. Source: netaddress.h, protocol.h.
final class AddressCodecs {
    static final MessageCodec<Addr> ADDR = new MessageCodec<>(Addr.COMMAND, Addr.class,
            in -> new Addr(in.view("addresses", TimestampedAddress.LENGTH, TimestampedAddress::listOfWire)),
            (m, out) -> PayloadWriter.list(m.addresses(), TimestampedAddress.LENGTH, out, TimestampedAddress::writeTo));
    static final MessageCodec<GetAddr> GET_ADDR = new MessageCodec<>(GetAddr.COMMAND, GetAddr.class, in -> new GetAddr(), (m, out) -> {});

    private AddressCodecs() {}

    static NetworkAddress readAddress(String field, PayloadReader in) {
        long services = in.i64(field);
        long high = Long.reverseBytes(in.i64(field));
        long low = Long.reverseBytes(in.i64(field));
        var ip = (high | low) == 0 ? IpAddress.UNSPECIFIED : new IpAddress(high, low);
        return new NetworkAddress(services, ip, in.u16BigEndian(field));
    }

    static void writeAddress(NetworkAddress address, ByteBuf out) {
        out.writeLongLE(address.services()).writeLong(address.ip().high()).writeLong(address.ip().low()).writeShort(address.port());
    }
}
