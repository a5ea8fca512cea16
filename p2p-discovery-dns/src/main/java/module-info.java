import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.discovery.dns.DnsDiscoveryProvider;
import org.jspecify.annotations.NullMarked;

/// Finds peers by asking DNS seeds.
///
/// In flow the names of seeds and a deadline; out flow addresses with the seed they came from, and the health of
/// each seed. Nothing is exported: discovery is a service of `bsv.p2p.api` named `dns`.
///
/// Start reading at [bsv.p2p.discovery.dns].
@NullMarked
module bsv.p2p.discovery.dns {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires io.netty.codec.dns;
    requires io.netty.common;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires org.slf4j;

    provides PeerDiscoveryProvider with DnsDiscoveryProvider;
}
