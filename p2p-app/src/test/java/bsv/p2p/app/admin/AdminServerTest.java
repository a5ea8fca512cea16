package bsv.p2p.app.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.config.AdminConfig;
import bsv.p2p.testkit.PlainPeerStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Requests as they go over the wire, to a server before a real node.
@Timeout(60)
class AdminServerTest {
    private static final Endpoint ANY = Endpoint.parse("127.0.0.1:0");
    private final PeerManager node = node(config(0));
    private AdminServer server;

    private static ManagerConfig config(int target) {
        var config = ManagerConfig.of(Network.REGTEST);
        return config.withDiscovery(config.discovery().withStrategies(List.of())).withLimits(ConnectionLimits.of(target, 10))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(ANY)).withPort(OptionalInt.of(0)));
    }

    private static PeerManager node(ManagerConfig config) {
        return PeerManager.builder(config).store(new PlainPeerStore()).build();
    }

    private void serve(String host, Optional<String> token) throws IOException {
        server = AdminServer.start(new AdminConfig(host, ANY, token), node, "1.2.3");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        node.close();
    }

    /// Sends it as it is.
    ///
    /// @return the whole answer
    private String ask(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.local().port())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String get(String path, String... headers) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()) + "Connection: close\r\n\r\n");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void metricsAreThoseOfTheNode() throws Exception {
        serve("127.0.0.1", Optional.empty());
        node.start();
        try (var caller = PeerManager.builder(config(0).withListener(ManagerConfig.DEFAULT.listener())).store(new PlainPeerStore()).withFixedPeers(node.listeners()).build()) {
            meet(caller, node);
            var answer = get("/metrics");

            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").containsIgnoringCase("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n").containsIgnoringCase("\r\nCache-Control: no-store\r\n");
            assertThat(body(answer)).contains("p2p_info{network=\"regtest\",version=\"1.2.3\"} 1\n", "p2p_connections{direction=\"inbound\",status=\"connected\"} 1\n",
                    "p2p_connection_attempts_total{direction=\"inbound\"} 1\n", "p2p_messages_total{command=\"version\",direction=\"received\"} 1\n",
                    "# TYPE p2p_handshake_duration_seconds histogram\n", "p2p_handshake_duration_seconds_count 1\n");
            assertThat(body(answer).lines()).allMatch(line -> line.matches("# (HELP|TYPE) p2p_[a-z_]+ .+|p2p_[a-z_]+(\\{([a-z_]+=\"[A-Za-z0-9_.+]+\",?)+\\})? [0-9.Ee+-]+"));
            assertThat(body(answer).lines().filter(line -> !line.startsWith("#")).count()).isLessThan(200);
        }
    }

    private static void meet(PeerManager caller, PeerManager listener) throws InterruptedException {
        var met = new CountDownLatch(2);
        for (var side : List.of(caller, listener)) {
            side.subscribeControlEvents(event -> {
                if (event instanceof ControlEvent.ConnectionEstablished) met.countDown();
            });
        }
        caller.start();
        assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNodeIsAliveUntilItStopsAndReadyWhileItWorks() throws Exception {
        serve("127.0.0.1", Optional.empty());
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/health/ready")).startsWith("HTTP/1.1 503 ").contains("the node is new");
        node.start();
        var ready = get("/health/ready");
        assertThat(ready).startsWith("HTTP/1.1 200 ").containsIgnoringCase("Content-Type: application/json");
        var json = JsonMapper.builder().build().readTree(body(ready));
        assertThat(json.get("status").stringValue()).isEqualTo("ok");
        assertThat(json.get("phase").stringValue()).isEqualTo("RUNNING");
        assertThat(json.get("problems").isEmpty()).isTrue();

        node.updateConfig(config(1));
        assertThat(get("/health/ready")).startsWith("HTTP/1.1 503 ").contains("no connection is established");
        node.updateConfig(config(0));
        node.pauseNetwork();
        assertThat(get("/health/ready")).startsWith("HTTP/1.1 503 ").contains("the node is paused").contains("it should listen and does not");
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
        node.close();
        assertThat(get("/health/live")).startsWith("HTTP/1.1 503 ").contains("has stopped");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9100, 200", "localhost, 200", "LOCALHOST:9100, 200", "[::1]:9100, 200", "10.1.2.3, 200", "node.example:9100, 200",
        "evil.example, 403", "localhost.evil.example, 403", "127.0.0.1.evil.example:9100, 403", "'', 403", "localhost:9100:1, 403"
    })
    void aRequestMustNameThisHost(String host, int status) throws IOException {
        serve("node.example", Optional.empty());

        assertThat(ask("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void aRequestWithoutAHostOrWithTwoIsRefused() throws IOException {
        serve("127.0.0.1", Optional.empty());

        assertThat(ask("GET /metrics HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void whereThereIsATokenFiguresNeedItAndHealthDoesNot() throws IOException {
        serve("127.0.0.1", Optional.of("0123456789abcdef"));

        assertThat(get("/metrics")).startsWith("HTTP/1.1 401 ").containsIgnoringCase("WWW-Authenticate: Bearer").doesNotContain("p2p_info");
        assertThat(get("/metrics", "Authorization: Bearer 0123456789abcdeX")).startsWith("HTTP/1.1 401 ");
        assertThat(get("/metrics", "Authorization: Basic 0123456789abcdef")).startsWith("HTTP/1.1 401 ");
        assertThat(get("/metrics", "Authorization: Bearer ")).startsWith("HTTP/1.1 401 ");
        assertThat(get("/metrics", "Authorization: Bearer 0123456789abcdef")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void nothingCanBeChangedAndNothingElseIsThere() throws IOException {
        serve("127.0.0.1", Optional.empty());

        for (var method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
            assertThat(ask(method + " /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")).startsWith("HTTP/1.1 405 ").containsIgnoringCase("Allow: GET, HEAD");
        }
        for (var path : List.of("/", "/metrics/", "/metricsx", "/health", "/health/live/..", "/../metrics", "//metrics", "/%00")) assertThat(get(path)).as(path).startsWith("HTTP/1.1 404 ");
        assertThat(get("/%6detrics?x=1")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("HEAD /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ").containsIgnoringCase("Content-Length: ").endsWith("\r\n\r\n");
    }

    @Test
    void anAddressInUseIsSaid() throws IOException {
        serve("127.0.0.1", Optional.empty());

        assertThatIOException().isThrownBy(() -> AdminServer.start(new AdminConfig("127.0.0.1", server.local(), Optional.empty()), node, "1"));
    }
}
