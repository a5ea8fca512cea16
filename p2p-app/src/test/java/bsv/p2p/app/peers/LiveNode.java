package bsv.p2p.app.peers;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The node that the live tests are to talk to.
///
/// @param timeout for each thing that is waited for
/// @param dnsServers as `discovery.dns.servers`; empty for the system's
record LiveNode(Endpoint address, Network network, Duration timeout, Optional<String> dnsServers) {
    /// What to do for them to run, in one line.
    static final String HOW = "live node tests skipped: set BSV_TEST_NODE=IP:PORT, and as needed BSV_TEST_NETWORK (default: mainnet) and BSV_TEST_TIMEOUT (default: 60s)";
    private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,4})s?");

    /// Read from BSV_TEST_NODE, BSV_TEST_NETWORK and BSV_TEST_TIMEOUT; empty if the first is not set.
    ///
    /// @throws IllegalArgumentException that names the variable that makes no sense
    static Optional<LiveNode> of(Map<String, String> environment) {
        var node = environment.getOrDefault("BSV_TEST_NODE", "");
        if (node.isBlank()) return Optional.empty();
        try {
            var network = Network.parse(environment.getOrDefault("BSV_TEST_NETWORK", "mainnet"));
            var timeout = SECONDS.matcher(environment.getOrDefault("BSV_TEST_TIMEOUT", "60s"));
            if (!timeout.matches()) throw new IllegalArgumentException("BSV_TEST_TIMEOUT: expected seconds such as 60s, found \"" + timeout.replaceAll("$0") + "\"");
            return Optional.of(new LiveNode(Endpoint.parse(node), network, Duration.ofSeconds(Long.parseLong(timeout.group(1))), Optional.empty()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("BSV_TEST_NODE, BSV_TEST_NETWORK or BSV_TEST_TIMEOUT: " + wrong.getMessage(), wrong);
        }
    }
}
