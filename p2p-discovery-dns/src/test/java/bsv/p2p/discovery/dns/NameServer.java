package bsv.p2p.discovery.dns;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server on loopback, UDP and TCP on one port, that answers each name as it is told, rightly or wrongly. A name it was not told of
/// does not exist.
final class NameServer implements AutoCloseable {
    static final int TTL = 60;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger overTcp = new AtomicInteger();

    /// What comes back for a question, as messages on the wire; none for silence.
    @FunctionalInterface
    interface Behaviour {
        List<byte[]> answer(Message question, boolean isTcp) throws Exception;
    }

    NameServer() throws IOException {
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        ServerSocket listener = null;
        DatagramSocket socket = null;
        // A port that is free for TCP may be taken for UDP.
        for (int tries = 0; socket == null; tries++) {
            listener = new ServerSocket(0, 50, loopback);
            try {
                socket = new DatagramSocket(listener.getLocalPort(), loopback);
            } catch (BindException taken) {
                listener.close();
                if (tries == 20) throw taken;
            }
        }
        tcp = listener;
        udp = socket;
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::acceptTcp);
    }

    Endpoint endpoint() {
        return Endpoint.parse("127.0.0.1:" + udp.getLocalPort());
    }

    int questions() {
        return questions.get();
    }

    int questionsOverTcp() {
        return overTcp.get();
    }

    NameServer on(String name, Behaviour behaviour) {
        behaviours.put(name, behaviour);
        return this;
    }

    /// Answers with these addresses, each to questions of its family.
    NameServer on(String name, String... addresses) {
        return on(name, records(addresses));
    }

    static Behaviour records(String... addresses) {
        return (question, _) -> List.of(reply(question, Stream.of(addresses).map(address -> record(question.getQuestion().getName(), address))
                .filter(record -> record.getType() == question.getQuestion().getType()).toArray(Record[]::new)).toWire());
    }

    static Behaviour silence() {
        return (_, _) -> List.of();
    }

    static Behaviour code(int rcode) {
        return (question, _) -> {
            var reply = reply(question);
            reply.getHeader().setRcode(rcode);
            return List.of(reply.toWire());
        };
    }

    static Behaviour alias(String target) {
        return (question, _) -> List.of(reply(question, new CNAMERecord(question.getQuestion().getName(), DClass.IN, TTL, Name.fromString(target + "."))).toWire());
    }

    static Message reply(Message question, Record... answers) {
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        for (var answer : answers) reply.addRecord(answer, Section.ANSWER);
        return reply;
    }

    static Record record(Name name, String address) {
        var ip = IpAddress.parse(address);
        // A mapped IPv4 address is an IPv6 address in DNS.
        return address.contains(":") ? new AAAARecord(name, DClass.IN, TTL, ip.toBytes()) : new ARecord(name, DClass.IN, TTL, ip.toInetAddress());
    }

    private List<byte[]> answer(byte[] bytes, int length, boolean isTcp) throws Exception {
        questions.incrementAndGet();
        if (isTcp) overTcp.incrementAndGet();
        var question = new Message(Arrays.copyOf(bytes, length));
        var name = question.getQuestion().getName().toString(true);
        return behaviours.getOrDefault(name, code(Rcode.NXDOMAIN)).answer(question, isTcp);
    }

    private void serveUdp() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        while (true) {
            try {
                udp.receive(packet);
                var bytes = packet.getData().clone();
                int length = packet.getLength();
                var from = packet.getSocketAddress();
                Thread.ofVirtual().start(() -> {
                    try {
                        for (var reply : answer(bytes, length, false)) udp.send(new DatagramPacket(reply, reply.length, from));
                    } catch (Exception failed) {
                        if (!udp.isClosed()) throw new AssertionError(failed);
                    }
                });
            } catch (SocketException closed) {
                return;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void acceptTcp() {
        while (true) {
            try {
                var socket = tcp.accept();
                Thread.ofVirtual().start(() -> serveTcp(socket));
            } catch (SocketException closed) {
                return;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void serveTcp(Socket socket) {
        try (socket; var in = new DataInputStream(socket.getInputStream()); var out = new DataOutputStream(socket.getOutputStream())) {
            var bytes = new byte[in.readUnsignedShort()];
            in.readFully(bytes);
            for (var reply : answer(bytes, bytes.length, true)) {
                out.writeShort(reply.length);
                out.write(reply);
            }
            out.flush();
            in.read(); // until the asker is done
        } catch (Exception ended) {
            // the asker went away
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    static boolean asksForIpv4(Message question) {
        return question.getQuestion().getType() == Type.A;
    }
}
