package com.example.httplist;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.PeerDiscovery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Asks all servers at once. A list is text: an address on each line, `203.0.113.7:8333` or `[2001:db8::7]:8333`, or without a port, which then is
/// the network's own. What follows a `#` does not count.
///
/// A server is not trusted: its list may have [#MOST_BYTES], and has so much time in all.
final class HttpListDiscovery implements PeerDiscovery {
    static final String NAME = "httplist";
    private static final int MOST_BYTES = 1 << 20;

    private final List<URI> urls;
    private final Duration timeout;
    private final HttpClient client;

    HttpListDiscovery(List<URI> urls, Duration timeout) {
        this.urls = urls;
        this.timeout = timeout;
        client = HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NORMAL).build();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> discover(Request request, Consumer<Found> found) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Map<URI, CompletableFuture<HttpResponse<String>>> answers = new LinkedHashMap<>();
        for (var url : urls) answers.put(url, client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES)));
        var problems = new ArrayList<String>();
        try {
            for (var answer : answers.entrySet()) {
                try {
                    read(answer.getKey(), answer.getValue().get(end - System.nanoTime(), TimeUnit.NANOSECONDS), request, found, problems);
                } catch (ExecutionException failed) {
                    problems.add(answer.getKey() + ": " + failed.getCause());
                } catch (TimeoutException late) {
                    problems.add(answer.getKey() + ": no answer within " + timeout.toMillis() + " ms");
                }
            }
        } finally {
            answers.values().forEach(answer -> answer.cancel(true));
        }
        return problems;
    }

    private static void read(URI url, HttpResponse<String> response, Request request, Consumer<Found> found, List<String> problems) {
        if (response.statusCode() != 200) {
            problems.add(url + ": expected status 200, found " + response.statusCode());
            return;
        }
        var wrong = new ArrayList<String>();
        for (var line : response.body().lines().map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList()) {
            Endpoint address;
            try {
                address = address(line, request.defaultPort());
            } catch (IllegalArgumentException _) {
                wrong.add(line);
                continue;
            }
            found.accept(new Found(address, NAME + ":" + url.getHost()));
        }
        if (!wrong.isEmpty()) problems.add("%s: %d lines are no address, such as \"%.40s\"".formatted(url, wrong.size(), wrong.getFirst()));
    }

    private static Endpoint address(String line, int defaultPort) {
        return IpAddress.tryParse(line).map(ip -> new Endpoint(ip, defaultPort)).orElseGet(() -> Endpoint.parse(line));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
