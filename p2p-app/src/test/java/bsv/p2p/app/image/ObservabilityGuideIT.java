package bsv.p2p.app.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/observability.md says is done, as it says it, beside a collector.
class ObservabilityGuideIT {
    private final Map<String, String> received = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    @Test
    void itsCommandsWorkAsTheyStandThere() throws Exception {
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", this::take);
        collector.start();
        String outcome;
        try {
            outcome = Guide.of("observability.md").runWithPorts(Map.of("18556", freePort(), "19100", freePort(), "14318", collector.getAddress().getPort()), folder);
        } finally {
            collector.stop(0);
        }

        assertThat(outcome).endsWith("exit 0\n").contains("\"status\":\"ok\"", "p2p_info{network=\"regtest\"", "p2p_connection_established_total{direction=\"inbound\"} 1\n",
                "1 pings, 1 pongs, 0% loss", "\"message\":\"connection established\"", "\"connection_type\":\"inbound\"", "node.jfr");
        assertThat(received.get("/v1/metrics")).contains("my-node", "p2p.connection.slots.limit");
        assertThat(folder.resolve("node.jfr")).isNotEmptyFile();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange; var in = new GZIPInputStream(exchange.getRequestBody())) {
            received.merge(exchange.getRequestURI().getPath(), new String(in.readAllBytes(), ISO_8859_1), String::concat);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
