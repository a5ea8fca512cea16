package com.example.httplist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscovery.Found;
import bsv.p2p.testkit.PeerDiscoveryContract;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract, and a real web server that has lists, good and bad.
class HttpListDiscoveryTest extends PeerDiscoveryContract {
    private static final String LIST = "203.0.113.7:8333\n# a comment\n[2001:db8::7]:18333 # another\n\n198.51.100.9\n";
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/nodes.txt", exchange -> answer(exchange, LIST));
        server.createContext("/mixed.txt", exchange -> answer(exchange, "8.8.8.8:8333\nnot an address\n"));
        server.createContext("/large.txt", exchange -> answer(exchange, "203.0.113.7:8333\n".repeat(70_000)));
        server.createContext("/never.txt", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException _) {
                // the test is over
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(text.getBytes());
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private PeerDiscovery open(String urls) {
        return new HttpListProvider().open(Map.of("urls", urls));
    }

    @Override
    protected PeerDiscovery open() {
        return open(url("/nodes.txt"));
    }

    @Override
    protected PeerDiscovery.Request request() {
        return new PeerDiscovery.Request(Network.MAINNET, List.of(), 8333);
    }

    @Override
    protected Set<Endpoint> expected() {
        return Set.of(Endpoint.parse("203.0.113.7:8333"), Endpoint.parse("[2001:db8::7]:18333"), Endpoint.parse("198.51.100.9:8333"));
    }

    @Override
    protected Optional<PeerDiscovery> openStalled() {
        return Optional.of(new HttpListProvider().open(Map.of("urls", url("/never.txt"), "timeout", "10m")));
    }

    @Test
    void oneThatFailsHidesNoOther() throws Exception {
        var found = new ArrayList<Found>();
        try (var lists = open(String.join(",", url("/missing.txt"), url("/large.txt"), url("/mixed.txt"), "http://127.0.0.1:1/nodes.txt"))) {
            var problems = lists.discover(request(), found::add);
            assertEquals(4, problems.size(), problems.toString());
            assertTrue(problems.get(0).endsWith("/missing.txt: expected status 200, found 404"), problems.get(0));
            assertTrue(problems.get(1).contains("/large.txt: "), problems.get(1));
            assertTrue(problems.get(2).endsWith("/mixed.txt: 1 lines are no address, such as \"not an address\""), problems.get(2));
            assertTrue(problems.get(3).startsWith("http://127.0.0.1:1/nodes.txt: java.net.ConnectException"), problems.get(3));
        }
        assertEquals(List.of(new Found(Endpoint.parse("8.8.8.8:8333"), "httplist:127.0.0.1")), found);
    }

    @Test
    void aServerThatNeverEndsItsListIsGivenUp() throws Exception {
        try (var lists = new HttpListProvider().open(Map.of("urls", url("/never.txt"), "timeout", "200ms"))) {
            assertEquals(List.of(url("/never.txt") + ": no answer within 200 ms"), lists.discover(request(), _ -> {}));
        }
    }

    @Test
    void settingsThatMakeNoSenseAreAllSaid() {
        var wrong = assertThrows(InvalidConfiguration.class, () -> new HttpListProvider().open(Map.of("urls", "ftp://example.com", "timeout", "soon", "what", "ever")));
        assertEquals(4, wrong.problems().size(), wrong.problems().toString());
    }
}
