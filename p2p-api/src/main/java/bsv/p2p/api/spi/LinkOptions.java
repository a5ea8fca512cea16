package bsv.p2p.api.spi;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Magic;
import java.time.Duration;
import java.util.Optional;

/// What a link needs to know of the configuration.
///
/// @param localAddress address to dial from
public record LinkOptions(Magic magic, PayloadLimits payloads, Duration connectTimeout, Duration writeTimeout, long maxQueuedBytes,
        Optional<IpAddress> localAddress) {
    public static LinkOptions of(Magic magic, ConnectionConfig config, Optional<IpAddress> localAddress) {
        return new LinkOptions(magic, config.payloads(), config.connectTimeout(), config.writeTimeout(), config.maxQueuedBytes(), localAddress);
    }
}
