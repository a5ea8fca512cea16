package bsv.p2p.api.message;

/// A message of the Bitcoin SV protocol, without its frame. Immutable, safe to keep and to share between threads. What we do not
/// know arrives as [Unknown], bytes kept.
///
/// A record here says what the bytes can say, no more: an inventory of a type that nobody knows or an address with port 0 is a
/// message all the same; the connection judges it.
public sealed interface Message
        permits Addr, AuthCh, AuthResp, Block, BlockTxn, CmpctBlock, CreateStrm, DataRefTx, DsDetected, FeeFilter, FilterAdd,
                FilterClear, FilterLoad, GetAddr, GetBlockTxn, GetBlocks, GetData, GetHdrsEn, GetHeaders, HdrsEn, Headers, Inv, Mempool,
                MerkleBlock, NotFound, Ping, Pong, ProtoConf, Reject, RevokeMid, SendCmpct, SendHdrsEn, SendHeaders, StreamAck, Tx,
                Unknown, Verack, Version {
    Command command();
}
