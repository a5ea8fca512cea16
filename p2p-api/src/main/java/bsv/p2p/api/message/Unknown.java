package bsv.p2p.api.message;

/// A message of a kind that this version does not read, or one to send that it does not know.
///
/// @param payload all its bytes
public record Unknown(Command command, Bytes payload) implements Message {}
