package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Where and how to listen.
///
/// @param enabled whether to accept connections at all
/// @param addresses where to listen; empty for one socket on all IPv6 and IPv4 addresses; port 0 stands for `port`
/// @param port port where an address names none; empty for the network's own; 0 for any free one
/// @param retryInterval how long to wait before a failed bind is tried again
/// @param overCapacityHandshakes handshakes at a time with callers for whom there is no place, who get a reject at the end
/// @param overCapacityTimeout how long one of those may take
/// @param overCapacityWaiting sockets that may wait for one of those; more are closed
public record ListenerConfig(boolean enabled, List<Endpoint> addresses, OptionalInt port, Duration retryInterval,
        int overCapacityHandshakes, Duration overCapacityTimeout, int overCapacityWaiting) {
    /// The documented defaults.
    public static final ListenerConfig DEFAULT = new ListenerConfig(
            false, List.of(), OptionalInt.empty(), Duration.ofSeconds(10), 64, Duration.ofSeconds(5), 1024);

    public ListenerConfig {
        var problems = new ArrayList<String>();
        if (port.isPresent()) Checks.inRange(problems, "listenerPort", port.getAsInt(), 0, 65_535);
        Checks.positive(problems, "retryInterval", retryInterval);
        Checks.inRange(problems, "overCapacityHandshakes", overCapacityHandshakes, 0, 65_536);
        Checks.positive(problems, "overCapacityTimeout", overCapacityTimeout);
        Checks.inRange(problems, "overCapacityWaiting", overCapacityWaiting, 0, 65_536);
        InvalidConfiguration.throwIfAny(problems);
        addresses = List.copyOf(addresses);
    }

    public ListenerConfig withEnabled(boolean newEnabled) {
        return new ListenerConfig(newEnabled, addresses, port, retryInterval, overCapacityHandshakes, overCapacityTimeout, overCapacityWaiting);
    }

    public ListenerConfig withAddresses(List<Endpoint> newAddresses) {
        return new ListenerConfig(enabled, newAddresses, port, retryInterval, overCapacityHandshakes, overCapacityTimeout, overCapacityWaiting);
    }

    public ListenerConfig withPort(OptionalInt newPort) {
        return new ListenerConfig(enabled, addresses, newPort, retryInterval, overCapacityHandshakes, overCapacityTimeout, overCapacityWaiting);
    }

    public ListenerConfig withRetryInterval(Duration newRetryInterval) {
        return new ListenerConfig(enabled, addresses, port, newRetryInterval, overCapacityHandshakes, overCapacityTimeout, overCapacityWaiting);
    }

    public ListenerConfig withOverCapacityHandshakes(int newOverCapacityHandshakes) {
        return new ListenerConfig(enabled, addresses, port, retryInterval, newOverCapacityHandshakes, overCapacityTimeout, overCapacityWaiting);
    }

    public ListenerConfig withOverCapacityTimeout(Duration newOverCapacityTimeout) {
        return new ListenerConfig(enabled, addresses, port, retryInterval, overCapacityHandshakes, newOverCapacityTimeout, overCapacityWaiting);
    }

    public ListenerConfig withOverCapacityWaiting(int newOverCapacityWaiting) {
        return new ListenerConfig(enabled, addresses, port, retryInterval, overCapacityHandshakes, overCapacityTimeout, newOverCapacityWaiting);
    }
}
