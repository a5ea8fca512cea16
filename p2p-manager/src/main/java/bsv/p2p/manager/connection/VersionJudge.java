package bsv.p2p.manager.connection;

import bsv.p2p.api.config.BanConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Chain;
import java.util.List;
import java.util.Optional;

/// Whether a peer is one of ours: allow list, deny list, then the chain, told by the agent and, where that names none, by the service
/// bits.
final class VersionJudge {
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
        return switch (Chain.of(agent, services)) {
            case BSV -> Optional.empty();
            case OTHER -> Optional.of(new PeerFailure.BlockchainMismatch(Chain.namesAnother(agent) ? "user agent " + agent : "witness service bit"));
            case UNKNOWN -> strict ? Optional.of(new PeerFailure.BlockchainMismatch("user agent \"" + agent + "\" names no BSV program")) : Optional.empty();
        };
    }

    private static boolean matchesAny(List<UserAgentPattern> patterns, String agent) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(agent));
    }
}
