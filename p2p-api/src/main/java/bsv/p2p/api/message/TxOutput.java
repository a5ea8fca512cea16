package bsv.p2p.api.message;

/// Gives satoshis to whoever satisfies a script.
///
/// @param value satoshis; what came, even if it is no amount
/// @param script the locking script as it came
public record TxOutput(long value, Bytes script) {}
