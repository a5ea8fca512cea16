package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to find peers.
///
/// @param strategies names of the strategies to ask, see [bsv.p2p.api.spi.PeerDiscovery]; empty for none
/// @param dnsSeeds names to ask instead of the network's own
/// @param interval between rounds while peers are short; ± 10 %
/// @param settings settings of the strategies, such as `dns.servers`, without the leading `discovery.`
public record DiscoveryConfig(List<String> strategies, Optional<List<String>> dnsSeeds, Duration interval, Map<String, String> settings) {
    /// The documented defaults.
    public static final DiscoveryConfig DEFAULT = new DiscoveryConfig(List.of("dns"), Optional.empty(), Duration.ofHours(1), Map.of());

    public DiscoveryConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "interval", interval);
        InvalidConfiguration.throwIfAny(problems);
        strategies = List.copyOf(strategies);
        dnsSeeds = dnsSeeds.map(List::copyOf);
        settings = Map.copyOf(settings);
    }

    public DiscoveryConfig withStrategies(List<String> newStrategies) {
        return new DiscoveryConfig(newStrategies, dnsSeeds, interval, settings);
    }

    public DiscoveryConfig withDnsSeeds(Optional<List<String>> newDnsSeeds) {
        return new DiscoveryConfig(strategies, newDnsSeeds, interval, settings);
    }

    public DiscoveryConfig withInterval(Duration newInterval) {
        return new DiscoveryConfig(strategies, dnsSeeds, newInterval, settings);
    }

    public DiscoveryConfig withSettings(Map<String, String> newSettings) {
        return new DiscoveryConfig(strategies, dnsSeeds, interval, newSettings);
    }
}
