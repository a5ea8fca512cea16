package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom to keep out, and for how long.
///
/// @param bannedUserAgents agents not wanted
/// @param allowedUserAgents agents always wanted; looked at before the deny list and the chain
/// @param strictBlockchain whether to refuse peers whose agent and services leave the chain open
/// @param banDuration how long a ban lasts that the engine sets
/// @param permitted addresses that are only disconnected where others are banned
/// @param maxBans bans kept; beyond it the one that ends first goes
/// @param chainCheck whether dialed peers are asked for the header that tells their chain, where a [ChainPin] is known
/// @param chainPin the pin to ask about instead of the network's own
public record BanConfig(List<UserAgentPattern> bannedUserAgents, List<UserAgentPattern> allowedUserAgents, boolean strictBlockchain,
        Duration banDuration, List<Cidr> permitted, int maxBans, boolean chainCheck, Optional<ChainPin> chainPin) {
    /// The documented defaults.
    public static final BanConfig DEFAULT = new BanConfig(List.of(), List.of(), false, Duration.ofHours(24), List.of(), 50_000, true, Optional.empty());

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
        return new BanConfig(newBannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, permitted, maxBans, chainCheck, chainPin);
    }

    public BanConfig withAllowedUserAgents(List<UserAgentPattern> newAllowedUserAgents) {
        return new BanConfig(bannedUserAgents, newAllowedUserAgents, strictBlockchain, banDuration, permitted, maxBans, chainCheck, chainPin);
    }

    public BanConfig withStrictBlockchain(boolean newStrictBlockchain) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, newStrictBlockchain, banDuration, permitted, maxBans, chainCheck, chainPin);
    }

    public BanConfig withBanDuration(Duration newBanDuration) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, newBanDuration, permitted, maxBans, chainCheck, chainPin);
    }

    public BanConfig withPermitted(List<Cidr> newPermitted) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, newPermitted, maxBans, chainCheck, chainPin);
    }

    public BanConfig withMaxBans(int newMaxBans) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, permitted, newMaxBans, chainCheck, chainPin);
    }

    public BanConfig withChainCheck(boolean newChainCheck) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, permitted, maxBans, newChainCheck, chainPin);
    }

    public BanConfig withChainPin(Optional<ChainPin> newChainPin) {
        return new BanConfig(bannedUserAgents, allowedUserAgents, strictBlockchain, banDuration, permitted, maxBans, chainCheck, newChainPin);
    }

    /// Whether `ip` is only disconnected where others are banned.
    public boolean isPermitted(IpAddress ip) {
        return permitted.stream().anyMatch(cidr -> cidr.contains(ip));
    }
}
