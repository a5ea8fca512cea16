package bsv.p2p.bench.net;

import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.codec.FrameBytes;
import java.nio.ByteBuffer;

/// The handshake as bytes, and where things lie in a frame.
final class Frames {
    /// That of the one network that bitcoinj lets a test be on.
    static final Magic MAGIC = new Magic(0xfabf_b5da);
    static final int HEADER = 24;
    static final int COMMAND = 4;
    static final int LENGTH = 16;
    static final int CHECKSUM = 20;

    /// The first four bytes of a command, which tell all those apart that matter here.
    static final int IS_VERSION = head("vers");
    static final int IS_VERACK = head("vera");
    static final int IS_GETADDR = head("geta");
    static final int IS_ADDR = head("addr");
    static final int IS_PING = head("ping");
    static final int IS_PONG = head("pong");
    /// Those of messages that are measured.
    static final int IS_INV = head("inv\0");
    static final int IS_TX = head("tx\0\0");
    static final int IS_BLOCK = head("bloc");

    private Frames() {}

    static byte[] version() {
        return of(Version.of(70_016, Services.NETWORK, 1_800_000_000L, NetworkAddress.UNSPECIFIED, 42, "/Bitcoin SV:1.2.2/", 1, true));
    }

    static byte[] verack() {
        return of(new Verack());
    }

    static byte[] getAddr() {
        return of(new GetAddr());
    }

    static byte[] ping() {
        return of(new Ping(0x1234_5678_9abc_def0L));
    }

    /// Version and verack, as one who trusts that it will be liked.
    static ByteBuffer introduction() {
        var version = version();
        var verack = verack();
        return ByteBuffer.allocateDirect(version.length + verack.length).put(version).put(verack).flip();
    }

    static boolean isMeasured(int command) {
        return command == IS_INV || command == IS_TX || command == IS_BLOCK;
    }

    private static byte[] of(Message message) {
        return FrameBytes.write(message, MAGIC).toArray();
    }

    private static int head(String command) {
        return command.charAt(0) << 24 | command.charAt(1) << 16 | command.charAt(2) << 8 | command.charAt(3);
    }
}
