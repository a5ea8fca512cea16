package bsv.p2p.api.message;

/// A message of the Bitcoin SV protocol, without its frame. Immutable, safe to keep and to share between threads. What we do not
/// know arrives as [Unknown], bytes kept.
///
/// A record here says what the bytes can say, no more: an inventory of a type that nobody knows or an address with port 0 is a
/// message all the same; the connection judges it.
public sealed interface Message
        permits Addr, AuthCh, Block, FeeFilter, GetAddr, GetBlocks, GetData, GetHeaders, Headers, Inv, NotFound, Ping, Pong,
                ProtoConf, Reject, SendCmpct, SendHeaders, Tx, Unknown, Verack, Version {
    Command command();
}
