package com.example.httplist;

import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Makes the strategy `httplist`. Settings: `urls`, the lists, with commas between; `timeout` for each, by default 10 s.
///
/// `--discovery httplist --set discovery.httplist.urls=https://example.com/nodes.txt`
public final class HttpListProvider implements PeerDiscoveryProvider {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /// For the ServiceLoader.
    public HttpListProvider() {}

    @Override
    public String name() {
        return HttpListDiscovery.NAME;
    }

    @Override
    public PeerDiscovery open(Map<String, String> settings) {
        var read = new Settings(settings);
        var urls = read.list("urls", HttpListProvider::url);
        var timeout = read.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(10));
        if (urls.isEmpty()) read.problem("urls: expected at least one URL");
        read.check();
        return new HttpListDiscovery(urls, timeout);
    }

    private static URI url(String text) {
        var url = URI.create(text);
        if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("expected an http or https URL, found \"" + text + "\"");
        }
        return url;
    }
}
