package bsv.p2p.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.testkit.LinkJournal;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A peer that sends whatever bytes a test likes, over a plain socket.
final class RawPeer implements AutoCloseable {
    private static final int HEADER = 24;

    private final Socket socket = new Socket();

    RawPeer(Endpoint to) throws IOException {
        this(to, 64 << 10);
    }

    /// @param window bytes that wait unread in this peer's system, about
    RawPeer(Endpoint to, int window) throws IOException {
        socket.setReceiveBufferSize(window);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) LinkJournal.PATIENCE.toMillis());
        socket.connect(to.toSocketAddress());
    }

    /// A frame with a right checksum.
    static byte[] frame(Magic magic, String command, byte[] payload) {
        return frame(magic, command, payload.length, Bytes.wrap(payload).doubleSha256().toArray(), payload);
    }

    /// A frame that says of its payload whatever it is told to.
    static byte[] frame(Magic magic, String command, int length, byte[] hash, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length).putInt(magic.bits()).put(command.getBytes(US_ASCII)).position(16)
                .order(ByteOrder.LITTLE_ENDIAN).putInt(length).put(hash, 0, 4).put(payload).array();
    }

    /// The payload of a ping or pong.
    static byte[] nonce(long nonce) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(nonce).array();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    byte[] read(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /// Reads to the end.
    ///
    /// @throws IOException if the other side ended it with RST
    byte[] readAll() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /// Ends its own direction alone.
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /// Ends the connection with RST.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
