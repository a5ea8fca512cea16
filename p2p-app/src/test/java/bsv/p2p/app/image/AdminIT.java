package bsv.p2p.app.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The admin interface of a running node, with good clients and bad ones.
class AdminIT {
    private static final String[] NODE = {"run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--target", "0"};
    private static final int PATIENCE_MILLIS = 30_000;

    @TempDir
    Path folder;

    private static String ask(int port, String path) throws IOException {
        try (var socket = open(port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static Socket open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static int adminPort(RunningImage node) throws InterruptedException {
        return Integer.parseInt(node.awaitErr("admin interface listening").replaceFirst(".*port=(\\d+).*", "$1"));
    }

    @Test
    void aNodeShowsItsMetricsAndHealthUntilItHasStopped() throws Exception {
        try (var node = RunningImage.start(folder, NODE)) {
            int port = adminPort(node);
            node.awaitOut("phase=RUNNING");

            assertThat(ask(port, "/health/live")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(port, "/health/ready")).startsWith("HTTP/1.1 200 ").contains("\"phase\":\"RUNNING\"");
            assertThat(ask(port, "/metrics")).startsWith("HTTP/1.1 200 ").contains("p2p_info{network=\"regtest\"", "p2p_connection_slots_limit 20");
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();
        }
    }

    @Test
    void anAddressInUseEndsItWithOneMessage() throws Exception {
        try (var node = RunningImage.start(folder, NODE)) {
            var address = "127.0.0.1:" + adminPort(node);
            var second = LinkedImage.p2p("run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--admin", address);

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).startsWith("p2p: the admin interface cannot listen on ").contains(address).hasLineCount(1);
        }
    }

    /// Silent ones, some that begin a request and stop, some that never end one, hundreds at once. Each waits until it is thrown out.
    @Test
    void badClientsAreThrownOutAndDoNotHurtTheNode() throws Exception {
        try (var node = RunningImage.start(folder, NODE)) {
            int port = adminPort(node);
            var address = node.awaitOut("ListenerBound").split(" ", -1)[2];
            assertThat(ask(port, "/metrics")).startsWith("HTTP/1.1 200 ");
            long before = node.residentBytes();
            var bad = new ArrayList<Socket>();
            for (int i = 0; i < 300; i++) bad.add(open(port));
            for (int i = 0; i < bad.size(); i += 3) say(bad.get(i), "GET /metrics HTTP/1.1\r\nHost: loc");
            var flood = "x".repeat(1 << 20);
            for (int i = 0; i < 20; i++) {
                var endless = open(port);
                bad.add(endless);
                say(endless, i % 2 == 0 ? "GET /" : "GET / HTTP/1.1\r\nHost: ");
                for (int mib = 0; mib < 30; mib++) if (!say(endless, flood)) break;
            }

            var ping = LinkedImage.p2p("ping", address, "--network", "regtest", "--count", "5", "--interval", "10ms", "--timeout", "10s");
            assertThat(ping.out()).contains("5 pings, 5 pongs, 0% loss");
            for (var socket : bad) awaitEnd(socket);
            assertThat(ask(port, "/metrics")).startsWith("HTTP/1.1 200 ");
            assertThat(node.residentBytes() - before).isLessThan(64 << 20);
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();
        }
    }

    private static boolean say(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().readAllBytes();
        } catch (SocketException _) {
            // thrown out hard
        }
    }

    @Test
    void logsAreJsonWithTheNamedFieldsAndAComponentTellsMore() throws Exception {
        try (var node = RunningImage.start(folder, List.of(LinkedImage.SCRIPT.toString()), "run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--listen", "127.0.0.1:0",
                "--log-format", "json", "--log-level", "warn", "--set", "logLevel.events=debug")) {
            var address = node.awaitOut("ListenerBound").split(" ", -1)[2];
            LinkedImage.p2p("ping", address, "--network", "regtest", "--count", "1");

            assertThat(node.awaitErr("\"message\":\"listening\"")).contains("\"level\":\"INFO\"", "\"logger\":\"bsv.p2p.events\"", "\"network\":\"regtest\"", "\"ip\":\"127.0.0.1\"", "\"port\":");
            assertThat(node.awaitErr("\"message\":\"moved\"")).contains("\"level\":\"DEBUG\"", "\"peer_id\":\"", "\"peer_address\":\"127.0.0.1:", "\"state\":\"");
            assertThat(node.awaitErr("\"message\":\"connection lost\"")).contains("\"peer_id\":\"", "\"reason\":\"", "\"connection_type\":\"inbound\"");
        }
    }
}
