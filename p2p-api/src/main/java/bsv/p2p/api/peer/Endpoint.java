package bsv.p2p.api.peer;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where a node listens or a connection ends: an IP address and a TCP port.
///
/// @param port 0..65535; 0 means "any" to a listener and "unknown" in `version` messages
public record Endpoint(IpAddress ip, int port) {
    public Endpoint {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port must be 0..65535, is " + port);
    }

    public static Endpoint of(InetSocketAddress address) {
        if (address.isUnresolved()) throw new IllegalArgumentException("expected a resolved address, found " + address.getHostString());
        return new Endpoint(IpAddress.of(address.getAddress()), address.getPort());
    }

    /// Reads `1.2.3.4:8333` or `[2001:db8::1]:8333`.
    ///
    /// @throws IllegalArgumentException if the port is missing or a part is malformed
    public static Endpoint parse(String text) {
        return parse(text, -1);
    }

    /// As [#parse(String)], with the port to take where `text` is an address alone.
    public static Endpoint parse(String text, int defaultPort) {
        var whole = IpAddress.tryParse(text);
        if (whole.isPresent() && defaultPort >= 0) return new Endpoint(whole.get(), defaultPort);
        int colon = text.lastIndexOf(':');
        if (colon < 0 || whole.isPresent()) throw malformed(text);
        var host = text.substring(0, colon);
        var digits = text.substring(colon + 1);
        boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        if (bareIpv6 || !digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) throw malformed(text);
        return new Endpoint(IpAddress.parse(host), Integer.parseInt(digits));
    }

    /// As [#parse(String)], empty where that throws.
    public static Optional<Endpoint> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(ip.toInetAddress(), port);
    }

    /// `1.2.3.4:8333` or `[2001:db8::1]:8333`.
    @Override
    public String toString() {
        return ip.isIpv4() ? ip + ":" + port : "[" + ip + "]:" + port;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("expected ADDRESS:PORT such as 203.0.113.7:8333 or [2001:db8::1]:8333, found \"" + text + "\"");
    }
}
