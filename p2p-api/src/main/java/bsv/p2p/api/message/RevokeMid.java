package bsv.p2p.api.message;

/// Revokes a miner id. Relayed by nodes that keep a database of them; the signatures are over a single SHA-256 of `revocationMessage`.
/// Source: miner_id/revokemid.h.
///
/// @param version 0; unsigned 32 bit
/// @param revocationKey 33 bytes, a compressed public key, as are the next two; whether it lies on the curve is for the verifier to see
/// @param revocationSignature by the revocation key, DER, at most 255 bytes
/// @param minerIdSignature by the miner id key, DER, at most 255 bytes
public record RevokeMid(long version, Bytes revocationKey, Bytes minerId, Bytes revocationMessage, Bytes revocationSignature,
        Bytes minerIdSignature) implements Message {
    public static final Command COMMAND = new Command("revokemid");
    /// Bytes of a compressed public key.
    public static final int KEY_LENGTH = 33;
    /// Longest signature, in bytes.
    public static final int MAX_SIGNATURE = 255;

    public RevokeMid {
        if (version >>> 32 != 0) throw new IllegalArgumentException("version must be an unsigned 32-bit number, is " + version);
        if (!isCompressedKey(revocationKey) || !isCompressedKey(minerId) || !isCompressedKey(revocationMessage)) {
            throw new IllegalArgumentException("revocationKey, minerId and revocationMessage must have 33 bytes and begin with 02 or 03");
        }
        if (revocationSignature.length() > MAX_SIGNATURE || minerIdSignature.length() > MAX_SIGNATURE) {
            throw new IllegalArgumentException("signatures must have at most 255 bytes, have %d and %d".formatted(revocationSignature.length(), minerIdSignature.length()));
        }
    }

    /// Whether these bytes have the form of a compressed public key.
    public static boolean isCompressedKey(Bytes key) {
        return key.length() == KEY_LENGTH && (key.at(0) == 2 || key.at(0) == 3);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
