package bsv.p2p.transport;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.error.PeerFailure.ConnectionRefused;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.error.PeerFailure.ConnectionTimeout;
import io.netty.channel.ConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// What the exceptions of sockets mean.
final class Problems {
    private Problems() {}

    /// Why a dial failed.
    ///
    /// @param timeout how long was waited at most
    static PeerFailure ofConnect(Throwable cause, Duration timeout) {
        if (cause instanceof ConnectTimeoutException) return new ConnectionTimeout(timeout);
        return isReset(cause) ? ofLink(cause) : new ConnectionRefused(text(cause));
    }

    /// Why a connection broke.
    static ConnectionReset ofLink(Throwable cause) {
        return new ConnectionReset(isReset(cause) ? "connection reset by the peer" : text(cause));
    }

    /// What the system says, without the call and the address that Netty puts around it: "Address already in use".
    static String text(Throwable thrown) {
        var cause = root(thrown);
        var message = Optional.ofNullable(cause.getMessage()).orElseGet(() -> cause.getClass().getSimpleName());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    private static boolean isReset(Throwable cause) {
        var text = text(cause);
        return text.startsWith("Connection reset") || text.startsWith("Broken pipe");
    }

    private static Throwable root(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}
