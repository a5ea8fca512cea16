package bsv.p2p.app.config;

import bsv.p2p.api.peer.Endpoint;
import java.util.Optional;

/// Where the admin interface listens, and what it wants from those who ask.
///
/// @param host as it was written: a name, or the address
/// @param token what figures need; empty on loopback for nothing
public record AdminConfig(String host, Endpoint address, Optional<String> token) {
    /// Shorter ones can be tried out.
    static final int SHORTEST_TOKEN = 16;

    /// The token is left out: it must not come into a log.
    @Override
    public String toString() {
        return host + " (" + address + ")" + (token.isPresent() ? " with a token" : "");
    }
}
