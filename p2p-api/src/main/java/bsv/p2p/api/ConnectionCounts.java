package bsv.p2p.api;

/// How many connections there are.
///
/// @param reserved places taken, from before the dial or the first byte of a handshake until the end
/// @param established handshake complete, both kinds
/// @param inbound established ones that the peer opened
/// @param outbound established ones that we opened
public record ConnectionCounts(int reserved, int established, int inbound, int outbound) {}
