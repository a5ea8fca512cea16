package bsv.p2p.app.crawl;

import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Chain;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of one call.
///
/// @param version what the peer said of itself, if it came so far
/// @param handshake from the first packet to a complete handshake; empty if there was none: the peer was not reached
/// @param told the addresses it sent
/// @param problem why it was not reached, or did not answer; text of the peer may be in it; empty if all went well
public record Visited(Endpoint address, Optional<Version> version, Optional<Duration> handshake, List<TimestampedAddress> told, String problem) {
    /// Whether it shook hands.
    public boolean isReached() {
        return handshake.isPresent();
    }

    /// Which chain it follows, as far as it says.
    public Chain chain() {
        return Chain.of(userAgent(), services());
    }

    /// As it came; empty if it did not tell.
    public String userAgent() {
        return version.flatMap(Version::userAgent).orElse("");
    }

    /// See [bsv.p2p.api.peer.Services].
    public long services() {
        return version.map(Version::services).orElse(0L);
    }
}
