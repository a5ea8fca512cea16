package bsv.p2p.manager.connection;

import bsv.p2p.api.message.ProtoConf;
import java.util.OptionalLong;

/// What an established peer asked for and did.
///
/// @param sendHeaders it wants blocks announced by headers
/// @param sendHdrsEn it wants blocks announced by enriched headers
/// @param compactBlocks it wants blocks announced by cmpctblock
/// @param feeFilter satoshis per 1000 bytes below which it wants no transactions announced
/// @param maxRecvPayloadLength largest payload it takes, from its protoconf; before that 1 MiB
/// @param protoConfSeen whether its one protoconf came
/// @param busy it told us that it has no place for us
/// @param chainProven whether it showed the header that only our chain has
public record Session(KeepAlive keepAlive, Conduct conduct, boolean sendHeaders, boolean sendHdrsEn, boolean compactBlocks, OptionalLong feeFilter,
        long maxRecvPayloadLength, boolean protoConfSeen, boolean busy, boolean chainProven) {
    static Session begun(Conduct conduct) {
        return new Session(KeepAlive.NEW, conduct, false, false, false, OptionalLong.empty(), ProtoConf.MIN_RECV_PAYLOAD_LENGTH, false, false, false);
    }

    Session withKeepAlive(KeepAlive changed) {
        return new Session(changed, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withConduct(Conduct changed) {
        return new Session(keepAlive, changed, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withSendHeaders() {
        return new Session(keepAlive, conduct, true, sendHdrsEn, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withSendHdrsEn() {
        return new Session(keepAlive, conduct, sendHeaders, true, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withCompactBlocks(boolean wanted) {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, wanted, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withFeeFilter(long fee) {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, OptionalLong.of(fee), maxRecvPayloadLength, protoConfSeen, busy, chainProven);
    }

    Session withProtoConf(ProtoConf protoConf) {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, protoConf.maxRecvPayloadLength(), true, busy, chainProven);
    }

    Session asBusy() {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, true, chainProven);
    }

    Session withChainProven() {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, maxRecvPayloadLength, protoConfSeen, busy, true);
    }
}
