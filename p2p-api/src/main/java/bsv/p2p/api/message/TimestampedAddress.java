package bsv.p2p.api.message;

import bsv.p2p.api.peer.NetworkAddress;

/// An entry of [Addr].
///
/// @param time when the node was last seen, seconds since 1970, unsigned 32 bit; a claim of the sender
public record TimestampedAddress(long time, NetworkAddress address) {
    public TimestampedAddress {
        if (time < 0 || time > 0xffff_ffffL) throw new IllegalArgumentException("time must be an unsigned 32-bit number, is " + time);
    }
}
