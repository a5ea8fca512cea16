package bsv.p2p.app.config;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;

/// A host, by name or address, and maybe a port, as people write them.
///
/// @param host a name, an IPv4 address, or an IPv6 address without brackets
public record HostPort(String host, OptionalInt port) {
    private static final String EXPECTED = "expected HOST:PORT such as 203.0.113.7:8333 or [2001:db8::1]:8333, found ";

    /// Reads `host`, `host:port`, `1.2.3.4:port`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:port`. Nothing is looked up.
    ///
    /// @throws IllegalArgumentException for anything else
    public static HostPort parse(String text) {
        if (IpAddress.tryParse(text).isPresent()) return new HostPort(withoutBrackets(text), OptionalInt.empty());
        int colon = text.lastIndexOf(':');
        var host = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0) return new HostPort(checked(host, text), OptionalInt.empty());
        var digits = text.substring(colon + 1);
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) throw new IllegalArgumentException(EXPECTED + "\"" + text + "\"");
        return new HostPort(checked(host, text), OptionalInt.of(Integer.parseInt(digits)));
    }

    /// Looks a name up; the first of its addresses counts.
    ///
    /// @throws IllegalArgumentException if the name has no address
    public Endpoint resolve(int defaultPort) {
        var address = IpAddress.tryParse(host).orElseGet(this::lookUp);
        return new Endpoint(address, port.orElse(defaultPort));
    }

    @Override
    public String toString() {
        var shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port.isPresent() ? shown + ":" + port.getAsInt() : shown;
    }

    private IpAddress lookUp() {
        try {
            return IpAddress.of(InetAddress.getByName(host));
        } catch (UnknownHostException _) {
            throw new IllegalArgumentException("the host \"" + host + "\" has no address");
        }
    }

    private static String checked(String host, String text) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        var bare = withoutBrackets(host);
        boolean address = IpAddress.tryParse(bare).isPresent() && (bare.indexOf(':') < 0 || bracketed);
        // A name whose last label is a number is a mistyped address, and resolvers take some of those for addresses.
        boolean name = bare.matches("(?i)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?") && bare.length() <= 253
                && !bare.matches("(.*\\.)?(0[xX][0-9a-fA-F]*|\\d+)\\.?") && !bracketed;
        if (!address && !name) throw new IllegalArgumentException(EXPECTED + "\"" + text + "\"");
        return bare;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
