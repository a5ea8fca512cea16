package bsv.p2p.app.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.app.config.AdminConfig;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers HTTP requests about one node: `/metrics`, `/health/live`, `/health/ready`. Who may ask is the [Gate]'s to say.
///
/// What a client costs is bounded: so many connections, so long for a request and for the answer, so large a head; a body is not read. The
/// node shares no thread and no lock with it.
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    /// The server of the JDK is told by system properties, once in the life of a JVM; who set one before knows better.
    private static final Map<String, String> BOUNDS = Map.of(
            "jdk.httpserver.maxConnections", "64",
            "sun.net.httpserver.maxIdleConnections", "16",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.clockTick", "1000");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PeerManager node;
    private final Gate gate;
    private final String version;

    private AdminServer(HttpServer server, AdminConfig config, PeerManager node, String version) {
        this.server = server;
        this.node = node;
        this.gate = new Gate(config);
        this.version = version;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    /// Listens. The node need not be started yet.
    ///
    /// @param version of this program
    /// @throws IOException if the address cannot be had
    public static AdminServer start(AdminConfig config, PeerManager node, String version) throws IOException {
        BOUNDS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
        var address = config.address();
        var started = new AdminServer(HttpServer.create(new InetSocketAddress(address.ip().toInetAddress(), address.port()), 0), config, node, version);
        started.server.start();
        LOG.atInfo().addKeyValue("ip", started.local().ip()).addKeyValue("port", started.local().port()).log("admin interface listening");
        return started;
    }

    /// Where it listens, with the real port.
    public Endpoint local() {
        return new Endpoint(IpAddress.of(server.getAddress().getAddress()), server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            answer.header().ifPresent(header -> headers.set(header.getKey(), header.getValue()));
            byte[] body = answer.body().getBytes(UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head) exchange.getResponseBody().write(body);
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("an admin request failed");
        }
    }

    private Answer answer(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        if (!gate.knowsHost(exchange.getRequestHeaders())) return Answer.plain(403, "the Host header names another host");
        if (!METHODS.contains(exchange.getRequestMethod())) return Answer.plain(405, "only GET and HEAD").with("Allow", "GET, HEAD");
        return switch (path) {
            case "/health/live" -> Health.live(node);
            case "/health/ready" -> Health.ready(node);
            case "/metrics" -> gate.hasToken(exchange.getRequestHeaders())
                    ? new Answer(200, PrometheusText.CONTENT_TYPE, PrometheusText.of(node.metrics(), Map.of("version", version, "network", node.config().network().name())), Optional.empty())
                    : Answer.plain(401, "this needs the token").with("WWW-Authenticate", "Bearer");
            case null, default -> Answer.plain(404, "there are /metrics, /health/live and /health/ready");
        };
    }

    /// @param header one more
    record Answer(int status, String type, String body, Optional<Map.Entry<String, String>> header) {
        static Answer plain(int status, String text) {
            return new Answer(status, TEXT, text + "\n", Optional.empty());
        }

        Answer with(String name, String value) {
            return new Answer(status, type, body, Optional.of(Map.entry(name, value)));
        }
    }

    /// Ends it at once; requests under way are cut off.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
