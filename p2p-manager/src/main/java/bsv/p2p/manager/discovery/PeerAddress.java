package bsv.p2p.manager.discovery;

import bsv.p2p.api.peer.Endpoint;

/// An address as people write it, with or without a port.
///
/// @param written with port 0 where none was written
record PeerAddress(Endpoint written) {
    /// Reads `ADDRESS` or `ADDRESS:PORT`.
    ///
    /// @throws IllegalArgumentException for anything else, port 0 included
    static PeerAddress parse(String text) {
        var endpoint = Endpoint.parse(text, 0);
        if (endpoint.port() == 0 && Endpoint.tryParse(text).isPresent()) {
            throw new IllegalArgumentException("expected a port 1..65535, found \"" + text + "\"");
        }
        return new PeerAddress(endpoint);
    }

    Endpoint withPort(int byDefault) {
        return written.port() == 0 ? new Endpoint(written.ip(), byDefault) : written;
    }
}
