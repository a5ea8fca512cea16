package bsv.p2p.discovery.dns;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Settings;
import java.time.Duration;
import java.util.Map;

/// Makes the strategy `dns`, which asks seeds for their A and AAAA records.
///
/// | setting | default | is |
/// |---|---|---|
/// | `servers` | those of the system, or public ones where it names none | name servers, `ADDRESS` or `ADDRESS:PORT` with commas between, asked in this order |
/// | `timeout` | 5 s | how long a round takes at most; a server that does not answer gets its share of it before the next is asked |
/// | `maxAnswers` | 256 | addresses taken from one seed, 1 to 10,000 |
/// | `maxTtl` | 1 h | how long an answer is kept at most, whatever it says; 1 s to 24 h |
///
/// Answers that do not fit a datagram are fetched over TCP, and kept as long as they say they may be, and no longer than `maxTtl`. The hosts file and search domains
/// of the system do not count.
public final class DnsDiscoveryProvider implements PeerDiscoveryProvider {
    static final int DNS_PORT = 53;

    public DnsDiscoveryProvider() {}

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public PeerDiscovery open(Map<String, String> settings) {
        var read = new Settings(settings);
        var servers = read.list("servers", DnsDiscoveryProvider::server);
        var timeout = read.duration("timeout", Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofHours(1));
        int maxAnswers = read.number("maxAnswers", 256, 1, 10_000);
        var maxTtl = read.duration("maxTtl", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofHours(24));
        read.check();
        return new DnsDiscovery(new Resolver.Terms(servers, timeout, maxTtl), maxAnswers);
    }

    private static Endpoint server(String text) {
        var server = Endpoint.parse(text, DNS_PORT);
        if (server.port() == 0) throw new IllegalArgumentException("expected a port 1..65535, found \"" + text + "\"");
        return server;
    }
}
