package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whom to keep out, and for how long.
///
/// @param bannedUserAgents agents not wanted
/// @param allowedUserAgents agents always wanted; looked at before the deny list and the chain
/// @param strictBlockchain whether to refuse peers whose agent and services leave the chain open
/// @param banDuration how long a ban lasts that the engine sets
/// @param permitted addresses that are only disconnected where others are banned
/// @param maxBans bans kept; beyond it the one that ends first goes
public record BanConfig(List<UserAgentPattern> bannedUserAgents, List<UserAgentPattern> allowedUserAgents, boolean strictBlockchain,
        Duration banDuration, List<Cidr> permitted, int maxBans) {
    /// The documented defaults.
    public static final BanConfig DEFAULT = new BanConfig(List.of(), List.of(), false, Duration.ofHours(24), List.of(), 50_000);

    public BanConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "banDuration", banDuration);
        Checks.inRange(problems, "maxBans", maxBans, 1, 10_000_000);
        InvalidConfiguration.throwIfAny(problems);
        bannedUserAgents = List.copyOf(bannedUserAgents);
        allowedUserAgents = List.copyOf(allowedUserAgents);
        permitted = List.copyOf(permitted);
    }

    public BanConfig withBannedUserAgents(List<UserAgentPattern> newBannedUserAgents) {
        return new BanConfig(newBannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, permitted, maxBans);
    }

    public BanConfig withAllowedUserAgents(List<UserAgentPattern> newAllowedUserAgents) {
        return new BanConfig(bannedUserAgents, newAllowedUserAgents, strictBlockchain, banDuration, permitted, maxBans);
    }

    public BanConfig withStrictBlockchain(boolean newStrictBlockchain) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, newStrictBlockchain, banDuration, permitted, maxBans);
    }

    public BanConfig withBanDuration(Duration newBanDuration) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, newBanDuration, permitted, maxBans);
    }

    public BanConfig withPermitted(List<Cidr> newPermitted) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, newPermitted, maxBans);
    }

    public BanConfig withMaxBans(int newMaxBans) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, permitted, newMaxBans);
    }
}
