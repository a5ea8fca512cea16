package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.IpAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DemoSeedTest {
    private final List<IpAddress> nodes = new CopyOnWriteArrayList<>(List.of(IpAddress.parse("127.1.0.1"), IpAddress.parse("127.2.0.1")));
    private DemoSeed seed;

    @BeforeEach
    void start() throws IOException {
        seed = DemoSeed.start(() -> nodes);
    }

    @AfterEach
    void close() {
        seed.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsTheAddressesOfTheNodesOfTheMoment(boolean tcp) throws IOException {
        var first = ask(question(DemoSeed.NAME, Type.A), tcp);
        assertThat(first.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(first.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(addresses(first)).containsExactlyInAnyOrder("127.1.0.1", "127.2.0.1");
        nodes.add(IpAddress.parse("127.3.0.1"));
        assertThat(addresses(ask(question(DemoSeed.NAME, Type.A), tcp))).contains("127.3.0.1");
    }

    @Test
    void namesAreTheSameInCapitals() throws IOException {
        assertThat(addresses(ask(question("SEED.Demo.Test", Type.A), false))).hasSize(2);
    }

    @Test
    void hasNoIpv6ButTheNameIsThere() throws IOException {
        var answer = ask(question(DemoSeed.NAME, Type.AAAA), false);
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(answer.getSection(Section.AUTHORITY)).hasOnlyElementsOfType(SOARecord.class).hasSize(1);
    }

    @Test
    void otherNamesOfItsZoneAreNotThere() throws IOException {
        assertThat(ask(question("mail.demo.test", Type.A), false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void otherZonesAreNotItsBusiness() throws IOException {
        assertThat(ask(question("seed.example.com", Type.A), false).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void answersQuestionsOnly() throws IOException {
        var update = question(DemoSeed.NAME, Type.SOA);
        update.getHeader().setOpcode(Opcode.UPDATE);
        assertThat(ask(update, false).getRcode()).isEqualTo(Rcode.NOTIMP);
    }

    @Test
    void whatIsNoQuestionGetsNoAnswerAndHurtsNobody() throws IOException {
        try (var socket = new DatagramSocket()) {
            for (var noise : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[2000])) {
                socket.send(new DatagramPacket(noise, noise.length, seed.endpoint().toSocketAddress()));
            }
        }
        assertThat(addresses(ask(question(DemoSeed.NAME, Type.A), false))).hasSize(2);
    }

    @Test
    void aTcpClientThatClaimsTooMuchIsClosed() throws IOException {
        try (var socket = new Socket(seed.endpoint().ip().toInetAddress(), seed.endpoint().port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff});
            assertThat(new DataInputStream(socket.getInputStream()).read()).isEqualTo(-1);
        }
    }

    @Test
    void aTcpClientThatSaysNothingDoesNotKeepOthersOut() throws IOException {
        try (var silent = new Socket(seed.endpoint().ip().toInetAddress(), seed.endpoint().port())) {
            assertThat(silent.isConnected()).isTrue();
            assertThat(addresses(ask(question(DemoSeed.NAME, Type.A), true))).hasSize(2);
        }
    }

    private Message ask(Message question, boolean tcp) throws IOException {
        var resolver = new SimpleResolver(seed.endpoint().toSocketAddress());
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(question);
    }

    private static Message question(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
    }

    private static List<String> addresses(Message answer) {
        return answer.getSection(Section.ANSWER).stream().map(record -> ((ARecord) record).getAddress().getHostAddress()).toList();
    }
}
