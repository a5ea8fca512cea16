package bsv.p2p.app.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.codec.MessageCodecs;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// A peer that calls a node with a plain socket. It writes whatever a test wants, and reads and checks frames by itself: nothing of the
/// node's own transport is in it. All waits are bounded. One thread may read while another writes.
final class Caller implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_PAYLOAD = 2_097_152;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /// What a node says to who shook hands with it.
    enum Answer {
        SERVED, TURNED_AWAY
    }

    private Caller(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        out = socket.getOutputStream();
    }

    /// Calls from an address that nobody else has.
    static Caller dial(InetSocketAddress node) throws IOException {
        return dial(node, Loopback.next());
    }

    static Caller dial(InetSocketAddress node, InetAddress from) throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(node, (int) PATIENCE.toMillis());
            return new Caller(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /// The other end of a call.
    static Caller accepted(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new Caller(socket);
    }

    /// Shakes hands with who called.
    void introduceToCaller() throws IOException {
        hear(Version.class);
        send(Wire.version());
        send(new Verack());
        hear(Verack.class);
    }

    InetAddress ip() {
        return socket.getLocalAddress();
    }

    /// As events name it.
    String address() {
        return new Endpoint(IpAddress.of(ip()), socket.getLocalPort()).toString();
    }

    /// Shakes hands, and hears what comes of it.
    Answer introduce() throws IOException {
        send(Wire.version());
        return hearAnswer();
    }

    /// The rest of a handshake whose version was sent.
    Answer hearAnswer() throws IOException {
        hear(Version.class);
        hear(Verack.class);
        send(new Verack());
        while (true) {
            switch (hear()) {
                case SendHeaders _ -> {
                    return Answer.SERVED;
                }
                case Reject(String message, int code, String _, var _) when message.equals("version") && code == RejectCode.TOOBUSY.value() -> {
                    awaitEnd();
                    return Answer.TURNED_AWAY;
                }
                case Reject other -> throw new AssertionError("Unexpected " + other);
                default -> {}
            }
        }
    }

    /// Shakes hands as one for whom there is a place.
    Caller introduced() throws IOException {
        var answer = introduce();
        if (answer != Answer.SERVED) throw new AssertionError(address() + " was " + answer);
        return this;
    }

    /// Pings, and waits for the pong with the same nonce.
    void ping() throws IOException {
        long nonce = ThreadLocalRandom.current().nextLong();
        send(new Ping(nonce));
        while (hear(Pong.class).nonce() != nonce) {}
    }

    void send(Message message) throws IOException {
        write(Wire.frame(message));
    }

    void write(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
        }
    }

    /// The next message of this kind; others are passed over.
    <M extends Message> M hear(Class<M> kind) throws IOException {
        while (true) {
            var message = hear();
            if (kind.isInstance(message)) return kind.cast(message);
        }
    }

    /// The next message; a ping is answered, as every peer does. Not for one whose other thread writes what the node only takes while this one reads.
    Message hear() throws IOException {
        var message = next();
        if (message instanceof Ping ping) send(ping.reply());
        return message;
    }

    /// The next message, whatever it asks for.
    Message next() throws IOException {
        var header = ByteBuffer.wrap(readFully(Wire.BASIC_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt() != Integer.reverseBytes(Wire.MAGIC.bits())) throw new AssertionError("The node sent a wrong magic");
        var command = new byte[12];
        header.get(command);
        int length = header.getInt();
        if (length < 0 || length > MOST_PAYLOAD) throw new AssertionError("The node sent a payload of " + Integer.toUnsignedString(length) + " bytes");
        var payload = readFully(length);
        if (header.getInt() != Wire.checksum(payload)) throw new AssertionError("The node sent a wrong checksum");
        return MessageCodecs.decode(new Command(new String(command, ISO_8859_1).replace("\0", "")), Unpooled.wrappedBuffer(payload));
    }

    /// Waits until the node ends the connection.
    ///
    /// @return bytes that came before
    long awaitEnd() throws IOException {
        long count = 0;
        try {
            while (in.read() >= 0) count++;
        } catch (SocketException reset) {
            // That is an end, too.
        }
        return count;
    }

    /// Is gone without a goodbye: RST.
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] readFully(int count) throws IOException {
        var bytes = new byte[count];
        try {
            in.readFully(bytes);
        } catch (EOFException ended) {
            throw new IOException("The node ended the connection with " + address(), ended);
        }
        return bytes;
    }
}
