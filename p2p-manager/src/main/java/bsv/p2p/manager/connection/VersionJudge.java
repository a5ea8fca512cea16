package bsv.p2p.manager.connection;

import bsv.p2p.api.config.BanConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Services;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a peer is one of ours: allow list, deny list, then the chain, told by the agent and, where that names none, by the service
/// bits.
final class VersionJudge {
    private static final List<String> OUR_CHAIN = List.of("bitcoin sv", "bitcoinsv", "bitcoin-sv", "bsv", "teranode");
    private static final List<String> OTHER_CHAINS = List.of("satoshi", "abc", "cash", "bch", "unlimited", "knuth", "btcd", "bcoin");

    private VersionJudge() {}

    /// Judges a version.
    ///
    /// @return what is wrong with it, empty if nothing
    static Optional<PeerFailure> judge(Version version, BanConfig config) {
        var agent = version.userAgent().orElse("");
        if (matchesAny(config.allowedUserAgents(), agent)) return Optional.empty();
        if (matchesAny(config.bannedUserAgents(), agent)) return Optional.of(new PeerFailure.BannedUserAgent(agent));
        return judgeChain(agent, version.services(), config.strictBlockchain());
    }

    private static Optional<PeerFailure> judgeChain(String agent, long services, boolean strict) {
        var lower = agent.toLowerCase(Locale.ROOT);
        if (OUR_CHAIN.stream().anyMatch(lower::contains)) return Optional.empty();
        if (OTHER_CHAINS.stream().anyMatch(lower::contains)) return Optional.of(new PeerFailure.BlockchainMismatch("user agent " + agent));
        if (Services.has(services, Services.WITNESS)) return Optional.of(new PeerFailure.BlockchainMismatch("witness service bit"));
        if (strict) return Optional.of(new PeerFailure.BlockchainMismatch("user agent \"" + agent + "\" names no BSV program"));
        return Optional.empty();
    }

    private static boolean matchesAny(List<UserAgentPattern> patterns, String agent) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(agent));
    }
}
