package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Services;
import java.util.ArrayList;
import java.util.Optional;

/// What this node says of itself.
///
/// @param userAgent sent in `version`; at most 256 characters from space to tilde, without a word that peers ban
/// @param services service bits, see [Services]; a node that does not serve blocks offers none and is not gossiped about
/// @param protocolVersion highest version spoken; 31800 or more
/// @param localAddress address to dial from; empty leaves it to the system
public record IdentityConfig(String userAgent, long services, int protocolVersion, Optional<IpAddress> localAddress) {
    /// The documented defaults.
    public static final IdentityConfig DEFAULT = new IdentityConfig("/bsv-p2p:0.1.0/", Services.NONE, 70_016, Optional.empty());

    public IdentityConfig {
        var problems = new ArrayList<String>();
        UserAgentPattern.checkOwn(problems, userAgent);
        Checks.inRange(problems, "protocolVersion", protocolVersion, 31_800, Integer.MAX_VALUE);
        InvalidConfiguration.throwIfAny(problems);
    }

    public IdentityConfig withUserAgent(String newUserAgent) {
        return new IdentityConfig(newUserAgent, services, protocolVersion, localAddress);
    }

    public IdentityConfig withServices(long newServices) {
        return new IdentityConfig(userAgent, newServices, protocolVersion, localAddress);
    }

    public IdentityConfig withProtocolVersion(int newProtocolVersion) {
        return new IdentityConfig(userAgent, services, newProtocolVersion, localAddress);
    }

    public IdentityConfig withLocalAddress(Optional<IpAddress> newLocalAddress) {
        return new IdentityConfig(userAgent, services, protocolVersion, newLocalAddress);
    }
}
