package bsv.p2p.app.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.app.config.AdminConfig;
import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// Who may ask.
///
/// A page that a browser loaded from elsewhere can send requests to loopback addresses, under a name of its own that it lets point there. So a
/// request must name this host by an address, as `localhost`, or as the setting does. Where there is a token, figures need it.
final class Gate {
    private static final String BEARER = "Bearer ";
    private final String ownName;
    private final Optional<byte[]> token;

    Gate(AdminConfig config) {
        ownName = config.host();
        token = config.token().map(text -> text.getBytes(UTF_8));
    }

    boolean knowsHost(Headers headers) {
        var hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1) return false;
        var host = withoutPort(hosts.getFirst());
        return host.equalsIgnoreCase("localhost") || host.equalsIgnoreCase(ownName) || IpAddress.tryParse(host).isPresent();
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d{1,5}$", "");
    }

    boolean hasToken(Headers headers) {
        if (token.isEmpty()) return true;
        var given = Optional.ofNullable(headers.getFirst("Authorization")).filter(text -> text.startsWith(BEARER)).map(text -> text.substring(BEARER.length()).strip());
        // In a time that tells nothing of it.
        return MessageDigest.isEqual(token.get(), given.orElse("").getBytes(UTF_8));
    }
}
