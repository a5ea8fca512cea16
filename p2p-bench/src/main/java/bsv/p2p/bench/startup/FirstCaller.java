package bsv.p2p.bench.startup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// A peer with a plain socket that shakes hands once. It looks at no payload: it is a clock, not a test.
final class FirstCaller {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COMMAND = 4;
    private static final int LENGTH = 16;

    private FirstCaller() {}

    /// Returns when the node takes the handshake for complete.
    static void shakeHands(InetSocketAddress node) throws IOException {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(node);
            var version = Version.of(70_016, Services.NETWORK, 0, NetworkAddress.UNSPECIFIED, 1, "/Bitcoin SV:1.2.2/", 0, true);
            socket.getOutputStream().write(FrameBytes.write(version, Network.REGTEST.magic()).toArray());
            socket.getOutputStream().write(FrameBytes.write(new Verack(), Network.REGTEST.magic()).toArray());
            var in = new DataInputStream(socket.getInputStream());
            while (!nextCommand(in).equals(SendHeaders.COMMAND.name())) {}
        }
    }

    private static String nextCommand(DataInputStream in) throws IOException {
        var header = new byte[FrameHeader.BASIC_LENGTH];
        in.readFully(header);
        in.skipNBytes(Byte.toUnsignedInt(header[LENGTH]) | Byte.toUnsignedInt(header[LENGTH + 1]) << 8);
        return new String(header, COMMAND, LENGTH - COMMAND, ISO_8859_1).replace("\0", "");
    }
}
