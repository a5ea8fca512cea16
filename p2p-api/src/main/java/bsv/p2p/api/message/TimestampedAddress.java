package bsv.p2p.api.message;

import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.NetworkAddress;

/// An entry of [Addr].
///
/// @param time when the node was last seen, seconds since 1970, unsigned 32 bit; a claim of the sender
public record TimestampedAddress(long time, NetworkAddress address) {
    /// Bytes on the wire: time, services, sixteen of address, port.
    public static final int LENGTH = 4 + 8 + 16 + 2;

    public TimestampedAddress {
        if (time < 0 || time > 0xffff_ffffL) throw new IllegalArgumentException("time must be an unsigned 32-bit number, is " + time);
    }

    /// From the [#LENGTH] bytes that begin at `offset`.
    public static TimestampedAddress ofWire(Bytes wire, int offset) {
        var ip = new IpAddress(Long.reverseBytes(wire.longLeAt(offset + 12)), Long.reverseBytes(wire.longLeAt(offset + 20)));
        int port = (wire.at(offset + 28) & 0xff) << 8 | (wire.at(offset + 29) & 0xff);
        return new TimestampedAddress(wire.intLeAt(offset) & 0xffff_ffffL, new NetworkAddress(wire.longLeAt(offset + 4), ip, port));
    }

    /// Writes the [#LENGTH] bytes from `offset`.
    public void writeTo(byte[] target, int offset) {
        WireWords.INT.set(target, offset, (int) time);
        WireWords.LONG.set(target, offset + 4, address.services());
        WireWords.LONG.set(target, offset + 12, Long.reverseBytes(address.ip().high()));
        WireWords.LONG.set(target, offset + 20, Long.reverseBytes(address.ip().low()));
        target[offset + 28] = (byte) (address.port() >>> 8);
        target[offset + 29] = (byte) address.port();
    }

    /// The addresses from `offset` to the end of `wire`; before them is their count.
    public static PackedList<TimestampedAddress> listOfWire(Bytes wire, int offset) {
        return new TimestampedAddresses(wire, offset);
    }
}
