package bsv.p2p.telemetry.otel;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// A collector on loopback: takes OTLP over HTTP, reads it as the specification says, and keeps it.
final class OtlpReceiver implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ResourceMetrics> metrics = new ArrayList<>();
    private final List<ResourceSpans> spans = new ArrayList<>();
    private final List<Map<String, String>> headers = new ArrayList<>();
    private volatile int answer = 200;

    OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/metrics", exchange -> take(exchange, body -> metrics.addAll(ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList())));
        server.createContext("/v1/traces", exchange -> take(exchange, body -> spans.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList())));
        server.setExecutor(threads);
        server.start();
    }

    /// Refuses from now on.
    OtlpReceiver answering(int status) {
        answer = status;
        return this;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private interface Reader {
        void read(byte[] body) throws InvalidProtocolBufferException;
    }

    private void take(HttpExchange exchange, Reader reader) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            synchronized (this) {
                if (answer == 200) reader.read(body);
                headers.add(exchange.getRequestHeaders().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst())));
                notifyAll();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return in.readAllBytes();
        }
    }

    synchronized int requests() {
        return headers.size();
    }

    synchronized List<Map<String, String>> headers() {
        return List.copyOf(headers);
    }

    synchronized boolean hasMetrics() {
        return !metrics.isEmpty();
    }

    /// The metrics of the last request for them, by name.
    synchronized Map<String, Metric> lastMetrics() {
        return metrics.getLast().getScopeMetricsList().stream().flatMap(scope -> scope.getMetricsList().stream())
                .collect(Collectors.toMap(Metric::getName, metric -> metric));
    }

    synchronized List<Span> spans() {
        return spans.stream().flatMap(resource -> resource.getScopeSpansList().stream()).flatMap(scope -> scope.getSpansList().stream()).toList();
    }

    List<Span> spans(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /// What the last metrics and spans say of the process they are from.
    synchronized List<Map<String, String>> resources() {
        return List.of(texts(metrics.getLast().getResource().getAttributesList()), texts(spans.getLast().getResource().getAttributesList()));
    }

    static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, attribute -> attribute.getValue().hasStringValue()
                ? attribute.getValue().getStringValue() : attribute.getValue().toString().strip().replaceFirst(".*: ", "")));
    }

    /// Waits until a request has come after which `condition` holds.
    synchronized void await(Predicate<OtlpReceiver> condition) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.test(this)) {
            long left = deadline - System.currentTimeMillis();
            if (left <= 0) throw new AssertionError("it did not come: " + spans());
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
