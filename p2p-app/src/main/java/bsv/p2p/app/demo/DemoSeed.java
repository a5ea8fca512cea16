package bsv.p2p.app.demo;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/// A DNS server of one zone with one name in it: the seed of the demo's network. Answers over UDP and TCP on a loopback port of its
/// own, each question for addresses with those of a few nodes.
final class DemoSeed implements AutoCloseable {
    /// The seed's name. The top level domain is one that no real server knows (RFC 6761).
    static final String NAME = "seed.demo.test";
    private static final Logger LOG = LoggerFactory.getLogger(DemoSeed.class);
    private static final Name ZONE = Name.fromConstantString("demo.test.");
    private static final Name SEED = Name.fromConstantString(NAME + ".");
    private static final long TTL_SECONDS = 1;
    private static final int MAX_QUERY = 1232;
    private static final int MAX_TCP_CLIENTS = 16;
    private static final int TCP_TIMEOUT_MILLIS = 10_000;

    private final Supplier<List<IpAddress>> nodes;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Semaphore tcpClients = new Semaphore(MAX_TCP_CLIENTS);

    private DemoSeed(Supplier<List<IpAddress>> nodes, DatagramSocket udp, ServerSocket tcp) {
        this.nodes = nodes;
        this.udp = udp;
        this.tcp = tcp;
    }

    /// Starts a server on a free port.
    ///
    /// @param nodes asked for each answer; IPv4 addresses
    static DemoSeed start(Supplier<List<IpAddress>> nodes) throws IOException {
        var tcp = new ServerSocket(0, MAX_TCP_CLIENTS, InetAddress.getLoopbackAddress());
        try {
            var seed = new DemoSeed(nodes, new DatagramSocket(tcp.getLocalSocketAddress()), tcp);
            Thread.ofVirtual().name("demo-dns-udp").start(seed::serveUdp);
            Thread.ofVirtual().name("demo-dns-tcp").start(seed::serveTcp);
            return seed;
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /// Where it answers.
    Endpoint endpoint() {
        return Endpoint.of((InetSocketAddress) tcp.getLocalSocketAddress());
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the demo's DNS server did not close");
        }
    }

    private void serveUdp() {
        var buffer = new byte[MAX_QUERY];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                var reply = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (reply.isPresent()) udp.send(new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!udp.isClosed()) LOG.atWarn().setCause(e).log("the demo's DNS server could not answer");
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                var client = tcp.accept();
                if (tcpClients.tryAcquire()) Thread.ofVirtual().name("demo-dns-client").start(() -> serve(client));
                else client.close();
            } catch (IOException e) {
                if (!tcp.isClosed()) LOG.atWarn().setCause(e).log("the demo's DNS server could not accept");
            }
        }
    }

    private void serve(Socket client) {
        try (client; var in = new DataInputStream(client.getInputStream()); var out = new DataOutputStream(client.getOutputStream())) {
            client.setSoTimeout(TCP_TIMEOUT_MILLIS);
            for (int length = in.readUnsignedShort(); length <= MAX_QUERY; length = in.readUnsignedShort()) {
                var reply = answer(in.readNBytes(length));
                if (reply.isEmpty()) return;
                out.writeShort(reply.get().length);
                out.write(reply.get());
                out.flush();
            }
        } catch (IOException e) {
            LOG.atTrace().setCause(e).log("a DNS client left");
        } finally {
            tcpClients.release();
        }
    }

    /// The answer to a packet; none to what is no question.
    private Optional<byte[]> answer(byte[] packet) {
        try {
            var query = new Message(packet);
            return query.getHeader().getFlag(Flags.QR) ? Optional.empty() : Optional.of(answer(query).toWire(MAX_QUERY));
        } catch (WireParseException e) {
            LOG.atDebug().setCause(e).log("not a DNS message");
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("an array can be read", impossible);
        }
    }

    private Message answer(Message query) {
        var reply = new Message(query.getHeader().getID());
        var header = reply.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.AA);
        if (query.getHeader().getFlag(Flags.RD)) header.setFlag(Flags.RD);
        header.setOpcode(query.getHeader().getOpcode());
        var question = Optional.ofNullable(query.getQuestion());
        question.ifPresent(asked -> reply.addRecord(asked, Section.QUESTION));
        header.setRcode(fill(reply, header, question));
        return reply;
    }

    /// Adds the records that answer `question`.
    ///
    /// @return the response code
    private int fill(Message reply, Header header, Optional<Record> question) {
        if (header.getOpcode() != Opcode.QUERY) return Rcode.NOTIMP;
        if (question.isEmpty()) return Rcode.FORMERR;
        var name = question.get().getName();
        if (!name.subdomain(ZONE)) return Rcode.REFUSED;
        boolean isSeed = name.equals(SEED);
        boolean wantsAddresses = question.get().getType() == Type.A || question.get().getType() == Type.ANY;
        if (isSeed && wantsAddresses) addresses(name).forEach(record -> reply.addRecord(record, Section.ANSWER));
        if (reply.getSection(Section.ANSWER).isEmpty()) reply.addRecord(authority(), Section.AUTHORITY);
        return isSeed || name.equals(ZONE) ? Rcode.NOERROR : Rcode.NXDOMAIN;
    }

    private List<ARecord> addresses(Name name) {
        return nodes.get().stream().map(ip -> new ARecord(name, DClass.IN, TTL_SECONDS, ip.toInetAddress())).toList();
    }

    private static SOARecord authority() {
        return new SOARecord(ZONE, DClass.IN, TTL_SECONDS, SEED, SEED, 1, 3600, 600, 86_400, TTL_SECONDS);
    }
}
