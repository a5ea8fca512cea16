package bsv.p2p.api.message;

/// Challenges the peer to prove its miner id; sent by nodes right on verack. Not answering is fine. Source: net/authconn.h.
///
/// @param version 1; unsigned 32 bit
/// @param messageLength what the sender claims; readers ignore it; unsigned 32 bit
/// @param message always 32 bytes
public record AuthCh(long version, long messageLength, Bytes message) implements Message {
    public static final Command COMMAND = new Command("authch");
    /// Bytes of the challenge, whatever its length field says.
    public static final int MESSAGE_LENGTH = 32;

    public AuthCh {
        if (message.length() != MESSAGE_LENGTH) throw new IllegalArgumentException("a challenge has 32 bytes, here are " + message.length());
        if ((version | messageLength) >>> 32 != 0) {
            throw new IllegalArgumentException("version and messageLength must be unsigned 32-bit numbers, are %d, %d".formatted(version, messageLength));
        }
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
