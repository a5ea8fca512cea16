package bsv.p2p.app.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.codec.FrameBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;

/// Frames of regtest as bytes: right ones, and such as no honest peer sends.
final class Wire {
    static final Magic MAGIC = Network.REGTEST.magic();
    static final int BASIC_HEADER = 24;
    private static final long FOLLOWS_IN_EXTENDED_HEADER = 0xffff_ffffL;

    private Wire() {}

    /// What a BSV node of today says of itself.
    static Version version() {
        return version("/Bitcoin SV:1.2.2/");
    }

    static Version version(String agent) {
        return Version.of(70_016, Services.NETWORK | Services.BITCOIN_CASH, 1_800_000_000L, NetworkAddress.UNSPECIFIED,
                ThreadLocalRandom.current().nextLong(), agent, 100, true);
    }

    static byte[] frame(Message message) {
        return FrameBytes.write(message, MAGIC).toArray();
    }

    /// A right frame of any payload.
    static byte[] frame(String command, byte[] payload) {
        return join(header(command, payload.length, checksum(payload)), payload);
    }

    static byte[] header(String command, long length, int checksum) {
        return header(MAGIC, command.getBytes(ISO_8859_1), length, checksum);
    }

    static byte[] header(Magic magic, byte[] command, long length, int checksum) {
        return ByteBuffer.allocate(BASIC_HEADER).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.reverseBytes(magic.bits()))
                .put(command).position(16).putInt((int) length).putInt(checksum).array();
    }

    /// An extended header, for payloads of more than 32 bits of length.
    static byte[] extendedHeader(String command, long length) {
        return extendedHeader(command, length, FOLLOWS_IN_EXTENDED_HEADER);
    }

    /// @param outerLength what stands where an ordinary header has the length
    static byte[] extendedHeader(String command, long length, long outerLength) {
        var inner = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).put(command.getBytes(ISO_8859_1)).position(12).putLong(length).array();
        return join(header("extmsg", outerLength, 0), inner);
    }

    static int checksum(byte[] payload) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(sha256.digest(payload))).order(ByteOrder.LITTLE_ENDIAN).getInt();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    static byte[] repeat(byte[] part, int times) {
        var all = ByteBuffer.allocate(part.length * times);
        for (int i = 0; i < times; i++) all.put(part);
        return all.array();
    }
}
