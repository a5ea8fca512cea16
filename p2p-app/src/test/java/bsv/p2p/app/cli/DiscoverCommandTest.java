package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.app.logging.Logs;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import tools.jackson.databind.json.JsonMapper;

/// `p2p discover` with a real name server on loopback: names that begin with `silent` are not answered, others that it does not know do not exist.
class DiscoverCommandTest {
    private static final Map<String, List<String>> ADDRESSES = Map.of(
            "one.test", List.of("8.8.8.8", "8.8.4.4", "10.0.0.1", "2a00:1450:4001::1"), "two.test", List.of("9.9.9.9"), "private.test", List.of("127.0.0.1"));
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    Path home;

    private DatagramSocket server;

    @BeforeEach
    void start() throws IOException {
        var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        server = socket;
        Thread.ofVirtual().start(() -> serve(socket));
    }

    @AfterEach
    void stop() {
        server.close();
        Logs.level(LogLevel.INFO);
    }

    @Test
    void tellsWhatEachSeedAnsweredAndWhyOthersDidNot() {
        var cli = new Cli(home);

        assertThat(discover(cli, "--seed", "one.test", "silent.test", "two.test", "missing.test", "private.test", "--set", "discovery.dns.timeout=1s")).isZero();

        assertThat(cli.err()).isEmpty();
        assertThat(cli.lines()).filteredOn(line -> !line.startsWith(" ")).satisfiesExactly(
                one -> assertThat(one).matches("one\\.test: nodes: 3 \\(2 IPv4, 1 IPv6\\), in \\d+ ms"), silent -> assertThat(silent).isEqualTo("silent.test: no answer"),
                two -> assertThat(two).startsWith("two.test: nodes: 1 (1 IPv4, 0 IPv6), in "), missing -> assertThat(missing).startsWith("missing.test: the name server says NXDomain"),
                hidden -> assertThat(hidden).isEqualTo("private.test: none of its 1 addresses can be a peer of mainnet"));
        assertThat(cli.lines()).filteredOn(line -> line.startsWith(" "))
                .containsExactlyInAnyOrder("  8.8.8.8:8333", "  8.8.4.4:8333", "  [2a00:1450:4001::1]:8333", "  9.9.9.9:8333");
    }

    @Test
    void asJsonEachSeedIsALine() {
        var cli = new Cli(home);

        assertThat(discover(cli, "--json", "--seed", "two.test,missing.test")).isZero();

        var lines = cli.lines().stream().map(MAPPER::readTree).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("addresses").get(0).stringValue()).isEqualTo("9.9.9.9:8333");
        assertThat(lines.get(0).get("answered").booleanValue()).isTrue();
        assertThat(lines.get(0).get("took_ms").doubleValue()).isPositive();
        assertThat(lines.get(1).get("answered").booleanValue()).isFalse();
        assertThat(lines.get(1).get("addresses").isEmpty()).isTrue();
        assertThat(lines.get(1).get("problem").stringValue()).contains("NXDomain");
    }

    @Test
    void whatIsNewAndNotBannedIsKeptOnRequest() {
        assertThat(new Cli(home).run("peers", "add", "9.9.9.9")).isZero();
        assertThat(new Cli(home).run("ban", "8.8.4.0/24")).isZero();

        assertThat(discover(new Cli(home), "--seed", "one.test,two.test")).isZero();
        var cli = new Cli(home);
        assertThat(discover(cli, "--seed", "one.test,two.test", "--save")).isZero();

        assertThat(cli.err()).isEqualTo("p2p: new nodes kept: 2\n");
        var list = new Cli(home);
        list.run("peers", "list", "--json");
        assertThat(list.lines().stream().map(MAPPER::readTree).map(peer -> peer.get("address").stringValue() + " " + peer.get("source").stringValue()))
                .containsExactlyInAnyOrder("8.8.8.8:8333 dns:one.test", "[2a00:1450:4001::1]:8333 dns:one.test", "9.9.9.9:8333 manual");
    }

    @Test
    void noNodeAtAllIsAFailure() {
        var cli = new Cli(home);

        assertThat(discover(cli, "--seed", "missing.test")).isEqualTo(1);

        assertThat(cli.lines()).singleElement().asString().startsWith("missing.test: the name server says");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void whatIsNoNameIsWrongUsageAndNotAsked() {
        var cli = new Cli(home);

        assertThat(discover(cli, "--seed", "\u001b[2J.test")).isEqualTo(2);

        assertThat(cli.out() + cli.err()).doesNotContain("\u001b").contains("\\x1b[2J.test");
    }

    private int discover(Cli cli, String... more) {
        var words = new String[more.length + 3];
        words[0] = "discover";
        words[1] = "--dns-server";
        words[2] = "127.0.0.1:" + server.getLocalPort();
        System.arraycopy(more, 0, words, 3, more.length);
        return cli.run(words);
    }

    private static void serve(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[1024], 1024);
        while (true) {
            try {
                socket.receive(packet);
                var question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                var name = question.getQuestion().getName().toString(true);
                if (name.startsWith("silent")) continue;
                var reply = answer(question, name).toWire();
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            } catch (SocketException closed) {
                return;
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }
    }

    private static Message answer(Message question, String name) throws IOException {
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        if (!ADDRESSES.containsKey(name)) reply.getHeader().setRcode(Rcode.NXDOMAIN);
        for (var address : ADDRESSES.getOrDefault(name, List.of())) {
            boolean ipv6 = address.contains(":");
            if (question.getQuestion().getType() != (ipv6 ? Type.AAAA : Type.A)) continue;
            var owner = question.getQuestion().getName();
            reply.addRecord(ipv6 ? new AAAARecord(owner, DClass.IN, 60, InetAddress.ofLiteral(address)) : new ARecord(owner, DClass.IN, 60, InetAddress.ofLiteral(address)), Section.ANSWER);
        }
        return reply;
    }
}
