package bsv.p2p.app.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image with the plugin folder `otel` that it ships. What the data says is tested in `p2p-telemetry-otel`.
class TelemetryIT {
    /// Bodies by path, texts of protobuf within.
    private final Map<String, String> received = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    private HttpServer collector;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", this::take);
        collector.start();
    }

    @AfterEach
    void close() {
        collector.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange; var in = new GZIPInputStream(exchange.getRequestBody())) {
            received.merge(exchange.getRequestURI().getPath(), new String(in.readAllBytes(), ISO_8859_1), String::concat);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Test
    void metricsAndSpansOfANodeArriveAtTheLatestWhenItStops() throws Exception {
        try (var node = RunningImage.start(folder, "run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--listen", "127.0.0.1:0",
                "--set", "telemetryEnabled=true", "--set", "telemetryEndpoint=http://127.0.0.1:" + collector.getAddress().getPort(), "--set", "serviceName=from-the-image",
                "--set", "extension.otel.interval=1h")) {
            var address = node.awaitOut("ListenerBound").split(" ", -1)[2];
            node.awaitErr("telemetry on");
            assertThat(LinkedImage.p2p("ping", address, "--network", "regtest", "--count", "1", "--timeout", "30s").exitCode()).isZero();
            node.awaitOut("ConnectionLost");
            node.signal("TERM");

            assertThat(node.exitCode()).isZero();
        }
        assertThat(received.get("/v1/metrics")).contains("from-the-image", "regtest", "p2p.connection.attempts", "p2p.ping.round_trip", "version");
        assertThat(received.get("/v1/traces")).contains("from-the-image", "connection", "handshake", "established");
    }

    /// Without anything said of it: the extension is there unless told otherwise.
    @Test
    void aFlightRecordingOfANodeHoldsItsEvents() throws Exception {
        var file = folder.resolve("node.jfr");
        try (var node = RunningImage.startWith("-XX:StartFlightRecording=filename=" + file, folder, "run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--listen", "127.0.0.1:0")) {
            var address = node.awaitOut("ListenerBound").split(" ", -1)[2];
            assertThat(LinkedImage.p2p("ping", address, "--network", "regtest", "--count", "1", "--timeout", "30s").exitCode()).isZero();
            node.awaitOut("ConnectionLost");
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();
        }
        assertThat(file).isNotEmptyFile();
        var printed = Program.run(Map.of(), Path.of(System.getProperty("java.home"), "bin", "jfr"), "print", "--events", "bsv.p2p.*", file.toString());
        assertThat(printed.out()).as(printed.err()).contains("bsv.p2p.Handshake {", "bsv.p2p.Connection {", "reason = \"ConnectionReset\"");
    }

    @Test
    void aNodeWithoutTheFolderSaysWhatIsMissing() {
        var outcome = LinkedImage.p2p("run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--plugins", folder.toString(), "--set", "telemetryEnabled=true");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("otel").hasLineCount(1);
    }
}
