package bsv.p2p.manager.connection;

import bsv.p2p.api.message.ProtoConf;
import java.util.Optional;
import java.util.OptionalLong;

/// What an established peer asked for and did.
///
/// @param sendHeaders it wants blocks announced by headers
/// @param sendHdrsEn it wants blocks announced by enriched headers
/// @param compactBlocks it wants blocks announced by cmpctblock
/// @param feeFilter satoshis per 1000 bytes below which it wants no transactions announced
/// @param protoConf the one that it may send
/// @param busy it told us that it has no place for us
/// @param chainProven whether it showed the header that only our chain has
public record Session(KeepAlive keepAlive, Conduct conduct, boolean sendHeaders, boolean sendHdrsEn, boolean compactBlocks, OptionalLong feeFilter,
        Optional<ProtoConf> protoConf, boolean busy, boolean chainProven) {
    static Session begun(Conduct conduct) {
        return new Session(KeepAlive.NEW, conduct, false, false, false, OptionalLong.empty(), Optional.empty(), false, false);
    }

    /// Largest payload it takes; before its protoconf came, 1 MiB.
    public long maxRecvPayloadLength() {
        return protoConf.map(ProtoConf::maxRecvPayloadLength).orElse(ProtoConf.MIN_RECV_PAYLOAD_LENGTH);
    }

    Session withKeepAlive(KeepAlive changed) {
        return new Session(changed, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, protoConf, busy, chainProven);
    }

    Session withConduct(Conduct changed) {
        return new Session(keepAlive, changed, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, protoConf, busy, chainProven);
    }

    Session withSendHeaders() {
        return new Session(keepAlive, conduct, true, sendHdrsEn, compactBlocks, feeFilter, protoConf, busy, chainProven);
    }

    Session withSendHdrsEn() {
        return new Session(keepAlive, conduct, sendHeaders, true, compactBlocks, feeFilter, protoConf, busy, chainProven);
    }

    Session withCompactBlocks(boolean wanted) {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, wanted, feeFilter, protoConf, busy, chainProven);
    }

    Session withFeeFilter(long fee) {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, OptionalLong.of(fee), protoConf, busy, chainProven);
    }

    Session withProtoConf(ProtoConf came) {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, Optional.of(came), busy, chainProven);
    }

    Session asBusy() {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, protoConf, true, chainProven);
    }

    Session withChainProven() {
        return new Session(keepAlive, conduct, sendHeaders, sendHdrsEn, compactBlocks, feeFilter, protoConf, busy, true);
    }
}
