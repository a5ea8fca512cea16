package bsv.p2p.bench.stream;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;

/// The other end, a process of its own: shakes hands like a node, whoever calls, and sends a block of many gigabytes in an extended frame.
final class BlockSender {
    private static final Magic MAGIC = Network.REGTEST.magic();

    private BlockSender() {}

    /// Takes the size of the block; prints its port, serves one caller, ends.
    public static void main(String[] arguments) throws IOException {
        var block = new SyntheticBlock(new Template(), Long.parseLong(arguments[0]), 0);
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            System.out.println(server.getLocalPort());
            try (var caller = server.accept()) {
                var out = caller.getOutputStream();
                out.write(FrameBytes.write(Version.of(70_016, Services.NETWORK, 1_800_000_000L, NetworkAddress.UNSPECIFIED, 42, "/Bitcoin SV:1.2.2/", 1, true), MAGIC).toArray());
                out.write(FrameBytes.write(new Verack(), MAGIC).toArray());
                send(block, out);
                // Until the caller has it all and hangs up; what it says is nothing to us.
                var _ = caller.getInputStream().skip(Long.MAX_VALUE);
            }
        }
    }

    /// Bytes that go before the payload.
    static int before() {
        return FrameBytes.write(Version.of(70_016, Services.NETWORK, 1_800_000_000L, NetworkAddress.UNSPECIFIED, 42, "/Bitcoin SV:1.2.2/", 1, true), MAGIC).length()
                + FrameBytes.write(new Verack(), MAGIC).length() + FrameHeader.EXTENDED_LENGTH;
    }

    private static void send(SyntheticBlock block, OutputStream out) throws IOException {
        var header = Unpooled.buffer();
        new FrameHeader(MAGIC, Block.COMMAND, block.length(), 0, true).write(header);
        header.readBytes(out, header.readableBytes());
        block.forEachPiece((piece, from, to) -> out.write(piece, from, to - from));
    }
}
