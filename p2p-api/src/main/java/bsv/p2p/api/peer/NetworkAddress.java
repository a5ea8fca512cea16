package bsv.p2p.api.peer;

/// An address as `version` carries it, and `addr` beside a time: services, sixteen address bytes, port. What a peer claims is
/// kept as it came, port 0 and reserved addresses included; [Network#canReach] tells what is worth dialing.
///
/// @param services claimed service bits, see [Services]
public record NetworkAddress(long services, IpAddress ip, int port) {
    /// What nodes send where they do not tell: no services, `::`, port 0.
    public static final NetworkAddress UNSPECIFIED = new NetworkAddress(0, IpAddress.UNSPECIFIED, 0);

    public NetworkAddress {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port must be 0..65535, is " + port);
    }

    public static NetworkAddress of(long services, Endpoint endpoint) {
        return new NetworkAddress(services, endpoint.ip(), endpoint.port());
    }

    public Endpoint endpoint() {
        return new Endpoint(ip, port);
    }
}
