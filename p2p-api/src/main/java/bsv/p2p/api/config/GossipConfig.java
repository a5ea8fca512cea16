package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;

/// How addresses are told and asked.
///
/// @param addrInterval mean time between `addr` messages to one peer; the times are random (Poisson)
/// @param getaddrShare share of the known addresses that answers a `getaddr`; more than 0, at most 1
/// @param selfAnnounceInterval mean time between announcements of the own address to one peer
/// @param addrBurst addresses taken from one peer at once
/// @param addrRate addresses taken from one peer per second, on average
/// @param getaddrCache how long the same answer is given to every `getaddr`, so that asking often does not show the whole book
/// @param feelerInterval mean time between short calls that try out an address while outbound connections are at their target; on public
///        networks only
public record GossipConfig(Duration addrInterval, double getaddrShare, Duration selfAnnounceInterval, int addrBurst, double addrRate,
        Duration getaddrCache, Duration feelerInterval) {
    /// The documented defaults.
    public static final GossipConfig DEFAULT = new GossipConfig(Duration.ofSeconds(30), 0.23, Duration.ofSeconds(34_560), 1_000, 0.1,
            Duration.ofHours(24), Duration.ofMinutes(2));

    public GossipConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "addrInterval", addrInterval);
        if (!(getaddrShare > 0 && getaddrShare <= 1)) problems.add("getaddrShare must be more than 0 and at most 1, is " + getaddrShare);
        Checks.positive(problems, "selfAnnounceInterval", selfAnnounceInterval);
        Checks.inRange(problems, "addrBurst", addrBurst, 1, 1_000_000);
        if (!(addrRate >= 0 && addrRate < 1e9)) problems.add("addrRate must be 0 or more, is " + addrRate);
        Checks.positive(problems, "getaddrCache", getaddrCache);
        Checks.positive(problems, "feelerInterval", feelerInterval);
        InvalidConfiguration.throwIfAny(problems);
    }

    public GossipConfig withAddrInterval(Duration newAddrInterval) {
        return new GossipConfig(newAddrInterval, getaddrShare, selfAnnounceInterval, addrBurst, addrRate, getaddrCache, feelerInterval);
    }

    public GossipConfig withGetaddrShare(double newGetaddrShare) {
        return new GossipConfig(addrInterval, newGetaddrShare, selfAnnounceInterval, addrBurst, addrRate, getaddrCache, feelerInterval);
    }

    public GossipConfig withSelfAnnounceInterval(Duration newSelfAnnounceInterval) {
        return new GossipConfig(addrInterval, getaddrShare, newSelfAnnounceInterval, addrBurst, addrRate, getaddrCache, feelerInterval);
    }

    public GossipConfig withAddrBurst(int newAddrBurst) {
        return new GossipConfig(addrInterval, getaddrShare, selfAnnounceInterval, newAddrBurst, addrRate, getaddrCache, feelerInterval);
    }

    public GossipConfig withAddrRate(double newAddrRate) {
        return new GossipConfig(addrInterval, getaddrShare, selfAnnounceInterval, addrBurst, newAddrRate, getaddrCache, feelerInterval);
    }

    public GossipConfig withGetaddrCache(Duration newGetaddrCache) {
        return new GossipConfig(addrInterval, getaddrShare, selfAnnounceInterval, addrBurst, addrRate, newGetaddrCache, feelerInterval);
    }

    public GossipConfig withFeelerInterval(Duration newFeelerInterval) {
        return new GossipConfig(addrInterval, getaddrShare, selfAnnounceInterval, addrBurst, addrRate, getaddrCache, newFeelerInterval);
    }
}
