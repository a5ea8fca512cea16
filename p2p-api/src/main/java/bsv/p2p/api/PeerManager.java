package bsv.p2p.api;

/// Finds peers, connects to them and keeps the connections: the way in.
public interface PeerManager {}
