package bsv.p2p.manager.connection;

import bsv.p2p.api.message.ProtoConf;
import java.util.OptionalLong;

/// What an established peer asked for and did.
///
/// @param sendHeaders it wants blocks announced by headers
/// @param compactBlocks it wants blocks announced by cmpctblock
/// @param feeFilter satoshis per 1000 bytes below which it wants no transactions announced
/// @param maxRecvPayloadLength largest payload it takes, from its protoconf; before that 1 MiB
/// @param protoConfSeen whether its one protoconf came
/// @param busy it told us that it has no place for us
/// @param chainProven whether it showed the header that only our chain has
public record Session(KeepAlive keepAlive, Conduct conduct, boolean sendHeaders, boolean compactBlocks, OptionalLong feeFilter,
        long maxRecvPayloadLength, boolean protoConfSeen, boolean busy, boolean chainProven) {
    static Session begun(Conduct conduct) {
        return new Session(KeepAlive.NEW, conduct, false, false, OptionalLong.empty(), ProtoConf.MIN_RECV_PAYLOAD_LENGTH, false, false, false);
    }

    Session withKeepAlive(KeepAlive changed) {
        return new Session(changed, conduct, sendHeaders, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withConduct(Conduct changed) {
        return new Session(keepAlive, changed, sendHeaders, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withSendHeaders() {
        return new Session(keepAlive, conduct, true, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withCompactBlocks(boolean wanted) {
        return new Session(keepAlive, conduct, sendHeaders, wanted, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withFeeFilter(long fee) {
        return new Session(keepAlive, conduct, sendHeaders, compactBlocks, OptionalLong.of(fee), maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withProtoConf(ProtoConf protoConf) {
        return new Session(keepAlive, conduct, sendHeaders, compactBlocks, feeFilter, protoConf.maxRecvPayloadLength(), true, busy, chainProven);
    }

    Session asBusy() {
        return new Session(keepAlive, conduct, sendHeaders, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, true, chainProven);
    }

    Session withChainProven() {
        return new Session(keepAlive, conduct, sendHeaders, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, true);
    }
}
