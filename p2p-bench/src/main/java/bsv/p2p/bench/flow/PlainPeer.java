package bsv.p2p.bench.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;

/// A peer with a plain socket. It verifies nothing but the order of pongs: it is a clock, not a test. One thread may read while another writes.
public final class PlainPeer implements AutoCloseable {
    private static final String AGENT = "/Bitcoin SV:1.2.2/";
    private static final int COMMAND = 4;
    private static final int LENGTH = 16;
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] header = new byte[FrameHeader.BASIC_LENGTH];
    /// Of the last ping or pong that came.
    private long nonce;

    /// There is no place.
    static final class TurnedAway extends IOException {
        private static final long serialVersionUID = 1;
    }

    private PlainPeer(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
        out = socket.getOutputStream();
    }

    /// A connection that says nothing.
    static PlainPeer silent(int port) throws IOException {
        return connected(SocketChannel.open().socket(), port);
    }

    /// As [#introduced], with next to no room for what the node sends.
    static PlainPeer narrow(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        return connected(socket, port).introduce(AGENT);
    }

    private static PlainPeer connected(Socket socket, int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        return new PlainPeer(socket);
    }

    /// Shakes hands, and returns when the node takes the handshake for complete.
    public static PlainPeer introduced(int port) throws IOException {
        return introduced(port, AGENT);
    }

    /// As the other, under a name of its own.
    public static PlainPeer introduced(int port, String agent) throws IOException {
        return silent(port).introduce(agent);
    }

    private PlainPeer introduce(String agent) throws IOException {
        write(frame(Version.of(70_016, Services.NETWORK, 0, NetworkAddress.UNSPECIFIED, ThreadLocalRandom.current().nextLong(), agent, 0, true)));
        write(frame(new Verack()));
        var command = next();
        while (!command.equals(SendHeaders.COMMAND.name())) {
            if (command.equals(Reject.COMMAND.name())) {
                close();
                throw new TurnedAway();
            }
            command = next();
        }
        return this;
    }

    static byte[] frame(Message message) {
        return FrameBytes.write(message, Network.REGTEST.magic()).toArray();
    }

    /// So many pings as bytes, with nonces that follow each other.
    public static byte[] pings(int count, long first) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) all.writeBytes(frame(new Ping(first + i)));
        return all.toByteArray();
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        synchronized (out) {
            out.write(bytes, from, count);
        }
    }

    /// How long the pong took, in nanoseconds.
    long ping() throws IOException {
        long nonce = ThreadLocalRandom.current().nextLong();
        var frame = frame(new Ping(nonce));
        long began = System.nanoTime();
        write(frame);
        long answered = nextPong();
        while (answered != nonce) answered = nextPong();
        return System.nanoTime() - began;
    }

    /// The nonce of the next pong.
    public long nextPong() throws IOException {
        var command = next();
        while (!command.equals(Pong.COMMAND.name())) command = next();
        return nonce;
    }

    /// The command of the next message; a ping is answered, as every peer does.
    private String next() throws IOException {
        in.readFully(header);
        int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH);
        var command = new String(header, COMMAND, LENGTH - COMMAND, ISO_8859_1).replace("\0", "");
        if (length == Long.BYTES) nonce = Long.reverseBytes(in.readLong());
        else in.skipNBytes(length);
        if (command.equals(Ping.COMMAND.name())) write(frame(new Pong(nonce)));
        return command;
    }

    /// Its connection, for whoever goes on with it in another way. Everything that came until now was read if a ping was just answered.
    ///
    /// @throws IllegalStateException if it was made without a channel
    SocketChannel channel() {
        var channel = socket.getChannel();
        if (channel == null) throw new IllegalStateException("no channel");
        return channel;
    }

    /// Reads without an answer until the node ends the connection.
    void awaitEnd() {
        try {
            while (in.read() >= 0) {}
        } catch (IOException _) {
            // a reset is an end, too
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
