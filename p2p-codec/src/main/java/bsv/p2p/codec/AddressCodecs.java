package bsv.p2p.codec;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.NetworkAddress;
import io.netty.buffer.ByteBuf;

/// Messages that ask for addresses and tell them, and the address as it stands in `version` too: services, sixteen bytes of
/// address in network order, port in network order. Source: netaddress.h, protocol.h.
final class AddressCodecs {
    static final MessageCodec<Addr> ADDR = new MessageCodec<>(Addr.COMMAND, Addr.class,
            in -> new Addr(in.list("addresses", AddressCodecs.TIMESTAMPED_LENGTH, AddressCodecs::timestampedAt)),
            (m, out) -> PayloadWriter.list(m.addresses(), out, AddressCodecs::writeTimestamped));
    static final MessageCodec<GetAddr> GET_ADDR = new MessageCodec<>(GetAddr.COMMAND, GetAddr.class, in -> new GetAddr(), (m, out) -> {});

    private static final int LENGTH = 26;
    private static final int TIMESTAMPED_LENGTH = 4 + LENGTH;

    private AddressCodecs() {}

    static NetworkAddress readAddress(String field, PayloadReader in) {
        return addressAt(in.bytes(field, LENGTH), 0);
    }

    static void writeAddress(NetworkAddress address, ByteBuf out) {
        out.writeLongLE(address.services()).writeLong(address.ip().high()).writeLong(address.ip().low()).writeShort(address.port());
    }

    private static TimestampedAddress timestampedAt(Bytes bytes, int offset) {
        return new TimestampedAddress(bytes.intLeAt(offset) & 0xffff_ffffL, addressAt(bytes, offset + 4));
    }

    private static NetworkAddress addressAt(Bytes bytes, int offset) {
        var ip = new IpAddress(Long.reverseBytes(bytes.longLeAt(offset + 8)), Long.reverseBytes(bytes.longLeAt(offset + 16)));
        int port = (bytes.at(offset + 24) & 0xff) << 8 | (bytes.at(offset + 25) & 0xff);
        return new NetworkAddress(bytes.longLeAt(offset), ip, port);
    }

    private static void writeTimestamped(TimestampedAddress address, ByteBuf out) {
        out.writeIntLE((int) address.time());
        writeAddress(address.address(), out);
    }
}
