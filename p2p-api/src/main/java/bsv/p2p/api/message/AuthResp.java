package bsv.p2p.api.message;

/// Answers [AuthCh]: a signature by the sender's miner id key over SHA-256d(challenge ‖ `clientNonce`). Whoever checks it needs the
/// challenge too. Source: net/authconn.h.
///
/// @param publicKey 33 bytes if it is a key, compressed; never more
/// @param clientNonce unsigned 64 bit
/// @param signature DER, 70 to 72 bytes
public record AuthResp(Bytes publicKey, long clientNonce, Bytes signature) implements Message {
    public static final Command COMMAND = new Command("authresp");
    /// Longest public key, in bytes.
    public static final int MAX_PUBLIC_KEY = 33;
    /// Shortest signature, in bytes.
    public static final int MIN_SIGNATURE = 70;
    /// Longest signature, in bytes.
    public static final int MAX_SIGNATURE = 72;

    public AuthResp {
        if (publicKey.length() > MAX_PUBLIC_KEY || signature.length() < MIN_SIGNATURE || signature.length() > MAX_SIGNATURE) {
            throw new IllegalArgumentException("publicKey must have at most 33 bytes and signature 70 to 72, they have %d and %d".formatted(publicKey.length(), signature.length()));
        }
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
