package bsv.p2p.app.scenario;

import static bsv.p2p.app.scenario.Wire.extendedHeader;
import static bsv.p2p.app.scenario.Wire.frame;
import static bsv.p2p.app.scenario.Wire.header;
import static bsv.p2p.app.scenario.Wire.join;
import static bsv.p2p.app.scenario.Wire.repeat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.scenario.Fault.Attack;
import bsv.p2p.app.scenario.Fault.Banned;
import bsv.p2p.app.scenario.Fault.Ended;
import bsv.p2p.app.scenario.Fault.Outcome;
import bsv.p2p.app.scenario.Fault.Tolerated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// The table of bad peers. Behaviour: the ban score and header rules of the reference node, and where we are stricter.
final class Faults {
    private static final Outcome WRONG_NETWORK = new Banned("NetworkMismatch");
    private static final Outcome MISBEHAVIOR = new Banned("Misbehavior");
    private static final Outcome VANISHED = new Ended("ConnectionReset");
    private static final Outcome CLOSED_EARLY = new Ended("ClosedDuringHandshake");
    private static final Outcome TOO_SLOW = new Ended("HandshakeTimeout");
    private static final Outcome VIOLATION = new Ended("ProtocolViolation");
    private static final Outcome GOES_ON = new Tolerated(0);
    private static final String HOSTILE_TEXT = "\u001b[2J\u0007\r\n12:00:00.000 ERROR all is lost {} ${jndi:ldap://x} %s\u0000\u009b31m/";
    private static final int MANY_PINGS = 100_000;
    private static final int MEBIBYTE = 1 << 20;
    private static final byte[] PING = frame(new Ping(7));
    /// An association id, the stream DATA1, a policy without a name.
    private static final byte[] CREATE_STREAM = join(new byte[] {17}, new byte[17], new byte[] {2, 0});

    static final List<Fault> ALL = List.of(
            // Not our protocol
            fault("speaks HTTP", writes(ascii("GET / HTTP/1.1\r\nHost: node\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n")), WRONG_NETWORK),
            fault("speaks TLS", writes(clientHello()), WRONG_NETWORK),
            fault("speaks SSH", writes(ascii("SSH-2.0-OpenSSH_9.6\r\n")), WRONG_NETWORK),
            fault("sends 64 KiB of noise", writes(noise(64 * 1024)), WRONG_NETWORK),
            fault("sends zeros after the handshake", writes(new byte[MEBIBYTE]).afterHandshake(), WRONG_NETWORK),
            fault("goes on after the node hung up", Faults::goOnAfterTheEnd, WRONG_NETWORK),
            fault("is of mainnet", writes(header(Network.MAINNET.magic(), ascii("version"), 0, 0)), WRONG_NETWORK),
            fault("turns to mainnet after the handshake", writes(header(Network.MAINNET.magic(), ascii("ping"), 8, 0)).afterHandshake(), WRONG_NETWORK),
            fault("says it is of another chain", caller -> caller.send(Wire.version("/Satoshi:27.0.0/")), new Banned("BlockchainMismatch")),
            fault("has an agent full of terminal codes and line ends", caller -> {
                caller.send(Wire.version("/x" + HOSTILE_TEXT));
                caller.hearAnswer();
            }, GOES_ON),
            fault("is of another chain and says so with terminal codes", caller -> caller.send(Wire.version("/Satoshi:27" + HOSTILE_TEXT)), new Banned("BlockchainMismatch")),

            // Frames that are not right
            fault("sends wrong checksums", writes(repeat(join(header("ping", 8, 1), new byte[8]), 100)).afterHandshake(), GOES_ON),
            fault("floods with wrong checksums", writes(repeat(join(header("ping", 8, 1), new byte[8]), 250)).afterHandshake(), MISBEHAVIOR),
            fault("sends more bytes than the header says", writes(join(header("ping", 8, 1), new byte[16])).afterHandshake(), WRONG_NETWORK),
            fault("sends fewer bytes than the header says, and waits", writes(join(header("version", 100, 0), new byte[99])), TOO_SLOW),
            fault("sends fewer bytes than the header says, and closes", closes(join(header("version", 100, 0), new byte[99])), CLOSED_EARLY),
            fault("sends half a header, and closes", closes(header("version", 100, 0), 11), CLOSED_EARLY),
            fault("closes in mid frame after the handshake", closes(join(header("inv", MEBIBYTE, 0), new byte[MEBIBYTE - 1])).afterHandshake(), VANISHED),
            fault("vanishes in mid frame", vanishes(join(header("version", 100, 0), new byte[50])), CLOSED_EARLY),
            fault("vanishes in mid frame after the handshake", vanishes(join(header("inv", MEBIBYTE, 0), new byte[MEBIBYTE - 1])).afterHandshake(), VANISHED),
            fault("has letters in a command that none has", writes(join(header(Wire.MAGIC, new byte[] {'p', 'i', 7, 'g'}, 4, 0), new byte[4])).afterHandshake(), GOES_ON),
            fault("has letters behind the end of a command", writes(join(header(Wire.MAGIC, ascii("ping\0ping"), 8, 0), new byte[8])).afterHandshake(), GOES_ON),
            fault("has a command that we do not know", writes(frame("sendaddrv2", new byte[0])).afterHandshake(), GOES_ON),
            fault("has a command of twelve zeros", writes(frame("", new byte[5])).afterHandshake(), GOES_ON),
            fault("sends a ping that is too short", writes(frame("ping", new byte[3])).afterHandshake(), GOES_ON),
            fault("sends a version that stops in mid field", writes(frame("version", new byte[50])), VIOLATION),
            fault("announces a list with more entries than bytes", writes(frame("inv", new byte[] {(byte) 0xfe, -1, -1, -1, -1})).afterHandshake(), GOES_ON),
            fault("announces a list of 2^63 entries", writes(frame("inv", new byte[] {-1, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80})).afterHandshake(), new Tolerated(1)),

            // Lengths
            fault("announces a payload of one byte too many", writes(header("ping", 2_097_153, 0)).afterHandshake(), MISBEHAVIOR),
            fault("announces a payload of 2^31 bytes", writes(header("version", 1L << 31, 0)), MISBEHAVIOR),
            fault("announces a payload of 2^32-1 bytes", writes(header("addr", 0xffff_ffffL, 0)).afterHandshake(), MISBEHAVIOR),
            fault("announces a transaction of 2^32-1 bytes", writes(header("tx", 0xffff_ffffL, 0)).afterHandshake(), MISBEHAVIOR),
            fault("announces a ping of 2^63 bytes", writes(extendedHeader("ping", Long.MIN_VALUE)).afterHandshake(), MISBEHAVIOR),
            fault("announces a block of 2^63 bytes", writes(extendedHeader("block", Long.MIN_VALUE)).afterHandshake(), MISBEHAVIOR),
            fault("announces a block of 2^64-1 bytes", writes(extendedHeader("block", -1)).afterHandshake(), MISBEHAVIOR),
            fault("begins a block of 2^63-1 bytes, and vanishes", vanishes(join(extendedHeader("block", Long.MAX_VALUE), new byte[8 * MEBIBYTE])).afterHandshake(), VANISHED),
            fault("has an extended header with a length outside", writes(extendedHeader("block", 80, 80)).afterHandshake(), VIOLATION),
            fault("sends a block of 64 MiB of zeros", Faults::sendLargeBlock, GOES_ON),

            // Out of turn
            fault("talks before its version", writes(repeat(PING, 3)), new Ended("HandshakeTimeout")),
            fault("talks a lot before its version", writes(repeat(PING, 100)), MISBEHAVIOR),
            fault("sends two megabytes before its version", writes(frame("inv", fullInventory())), TOO_SLOW),
            fault("announces a block of three megabytes before its version", writes(header("block", 3 * MEBIBYTE, 0)), MISBEHAVIOR),
            fault("announces a transaction of 900 megabytes before its version", writes(header("tx", 900_000_000L, 0)), MISBEHAVIOR),
            fault("never says a byte", _ -> {}, TOO_SLOW),
            fault("says its version and nothing more", caller -> caller.send(Wire.version()), TOO_SLOW),
            fault("says its version twice", Faults::repeatVersion, new Tolerated(1)),
            fault("asks for enriched headers twice", writes(repeat(frame(new SendHdrsEn()), 2)).afterHandshake(), new Tolerated(1)),
            fault("sets a filter, which nobody offers", writes(frame("filterload", new byte[10])).afterHandshake(), MISBEHAVIOR),
            fault("adds to a filter, which nobody offers", writes(frame("filteradd", new byte[2])).afterHandshake(), MISBEHAVIOR),
            fault("answers seven challenges that nobody sent", writes(repeat(frame("authresp", new byte[3]), 7)).afterHandshake(), new Tolerated(10)),
            fault("asks for a stream before its version", writes(frame("createstrm", CREATE_STREAM)), new Ended("HandshakeFailed")),
            fault("asks for a stream after the handshake", writes(frame("createstrm", CREATE_STREAM)).afterHandshake(), VIOLATION),
            fault("acknowledges a stream that nobody asked for", writes(frame("streamack", Arrays.copyOf(CREATE_STREAM, 19))), VIOLATION),
            fault("sends a compact block without transactions", writes(frame("cmpctblock", new byte[90])).afterHandshake(), MISBEHAVIOR),
            fault("says verack a hundred times", writes(repeat(frame(new Verack()), 100)).afterHandshake(), GOES_ON),

            // Pace
            fault("writes one byte at a time", Faults::writeByteByByte, GOES_ON),
            fault("sends 100,000 pings at once", Faults::pipelinePings, GOES_ON),
            fault("asks and never reads", Faults::askAndNeverRead, VANISHED),
            fault("sends 50 inventories of two megabytes", writes(frame("inv", fullInventory()), 50).afterHandshake(), GOES_ON));

    private Faults() {}

    private static Fault fault(String name, Attack attack, Outcome outcome) {
        return new Fault(name, attack, outcome);
    }

    private static Attack writes(byte[] bytes) {
        return caller -> caller.write(bytes);
    }

    private static Attack writes(byte[] bytes, int times) {
        return caller -> {
            for (int i = 0; i < times; i++) caller.write(bytes);
        };
    }

    private static Attack closes(byte[] bytes) {
        return closes(bytes, bytes.length);
    }

    private static Attack closes(byte[] bytes, int count) {
        return caller -> {
            caller.write(Arrays.copyOf(bytes, count));
            caller.close();
        };
    }

    private static Attack vanishes(byte[] bytes) {
        return caller -> {
            caller.write(bytes);
            caller.vanish();
        };
    }

    private static void repeatVersion(Caller caller) throws IOException {
        caller.introduced().send(Wire.version());
    }

    private static void sendLargeBlock(Caller caller) throws IOException {
        caller.introduced().write(header("block", 64L * MEBIBYTE, 0));
        var piece = new byte[MEBIBYTE];
        for (int i = 0; i < 64; i++) caller.write(piece);
    }

    private static void writeByteByByte(Caller caller) throws IOException {
        for (var b : frame(Wire.version())) caller.write(new byte[] {b});
        caller.hearAnswer();
        for (int i = 0; i < 20; i++) for (var b : PING) caller.write(new byte[] {b});
    }

    /// Reads meanwhile: whoever does not is cut off.
    private static void pipelinePings(Caller caller) throws IOException {
        caller.introduced();
        var writer = Thread.ofVirtual().start(() -> {
            try {
                caller.write(repeat(PING, MANY_PINGS));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        for (int pongs = 0; pongs < MANY_PINGS;) {
            if (caller.next() instanceof Pong) pongs++;
        }
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void askAndNeverRead(Caller caller) throws IOException {
        caller.introduced();
        writeUntilCutOff(caller, repeat(PING, 10_000), 200);
    }

    private static void goOnAfterTheEnd(Caller caller) throws IOException {
        caller.write(noise(100));
        caller.awaitEnd();
        writeUntilCutOff(caller, new byte[MEBIBYTE], 64);
    }

    /// @param most how often it writes, if nobody cuts it off
    private static void writeUntilCutOff(Caller caller, byte[] bytes, int most) {
        for (int i = 0; i < most; i++) {
            try {
                caller.write(bytes);
            } catch (IOException cutOff) {
                return;
            }
        }
        throw new AssertionError(most + " times " + bytes.length + " bytes were taken");
    }

    static byte[] fullInventory() {
        var payload = new byte[3 + 36 * 58_000];
        payload[0] = (byte) 0xfd;
        payload[1] = (byte) (58_000 & 0xff);
        payload[2] = (byte) (58_000 >> 8);
        for (int i = 3; i < payload.length; i += 36) payload[i] = 1;
        return payload;
    }

    private static byte[] noise(int count) {
        var bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /// The first flight of a real TLS client.
    private static byte[] clientHello() {
        try {
            var engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            return Arrays.copyOf(hello.array(), hello.position());
        } catch (NoSuchAlgorithmException | SSLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
