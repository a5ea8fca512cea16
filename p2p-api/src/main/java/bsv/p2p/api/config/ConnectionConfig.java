package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;

/// The timers and limits of one connection.
///
/// @param connectTimeout for the TCP connection; more than zero
/// @param handshakeTimeout from the TCP connection to the fourth of version and verack both ways; runs without traffic
/// @param pingInterval between pings, whatever the traffic
/// @param pingTimeout for the pong; stands still only while bytes of a payload are arriving
/// @param writeTimeout a peer that takes no byte for so long while some are waiting is cut off
/// @param maxQueuedBytes messages waiting to be written to one peer, in bytes; above it the peer is cut off; at least 64 KiB
/// @param backoff waits between dials
/// @param restarts restarts at once
/// @param payloads sizes
public record ConnectionConfig(Duration connectTimeout, Duration handshakeTimeout, Duration pingInterval, Duration pingTimeout,
        Duration writeTimeout, long maxQueuedBytes, BackoffConfig backoff, RestartConfig restarts,
        PayloadLimits payloads) {
    /// The documented defaults.
    public static final ConnectionConfig DEFAULT = new ConnectionConfig(
            Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofSeconds(60),
            4L << 20, BackoffConfig.DEFAULT, RestartConfig.DEFAULT, PayloadLimits.DEFAULT);

    public ConnectionConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "connectTimeout", connectTimeout);
        Checks.positive(problems, "handshakeTimeout", handshakeTimeout);
        Checks.positive(problems, "pingInterval", pingInterval);
        Checks.positive(problems, "pingTimeout", pingTimeout);
        Checks.positive(problems, "writeTimeout", writeTimeout);
        Checks.inRange(problems, "maxQueuedBytes", maxQueuedBytes, 65_536, 1L << 30);
        InvalidConfiguration.throwIfAny(problems);
    }

    public ConnectionConfig withConnectTimeout(Duration newConnectTimeout) {
        return new ConnectionConfig(newConnectTimeout, handshakeTimeout, pingInterval, pingTimeout, writeTimeout, maxQueuedBytes, backoff, restarts, payloads);
    }

    public ConnectionConfig withHandshakeTimeout(Duration newHandshakeTimeout) {
        return new ConnectionConfig(connectTimeout, newHandshakeTimeout, pingInterval, pingTimeout, writeTimeout, maxQueuedBytes, backoff, restarts, payloads);
    }

    public ConnectionConfig withPingInterval(Duration newPingInterval) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, newPingInterval, pingTimeout, writeTimeout, maxQueuedBytes, backoff, restarts, payloads);
    }

    public ConnectionConfig withPingTimeout(Duration newPingTimeout) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, pingInterval, newPingTimeout, writeTimeout, maxQueuedBytes, backoff, restarts, payloads);
    }

    public ConnectionConfig withWriteTimeout(Duration newWriteTimeout) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, pingInterval, pingTimeout, newWriteTimeout, maxQueuedBytes, backoff, restarts, payloads);
    }

    public ConnectionConfig withMaxQueuedBytes(long newMaxQueuedBytes) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, pingInterval, pingTimeout, writeTimeout, newMaxQueuedBytes, backoff, restarts, payloads);
    }

    public ConnectionConfig withBackoff(BackoffConfig newBackoff) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, pingInterval, pingTimeout, writeTimeout, maxQueuedBytes, newBackoff, restarts, payloads);
    }

    public ConnectionConfig withRestarts(RestartConfig newRestarts) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, pingInterval, pingTimeout, writeTimeout, maxQueuedBytes, backoff, newRestarts, payloads);
    }

    public ConnectionConfig withPayloads(PayloadLimits newPayloads) {
        return new ConnectionConfig(connectTimeout, handshakeTimeout, pingInterval, pingTimeout, writeTimeout, maxQueuedBytes, backoff, restarts, newPayloads);
    }
}
