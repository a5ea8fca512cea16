package bsv.p2p.api.peer;

import java.util.List;
import java.util.Locale;

/// Which block chain a node follows, as far as its `version` tells: networks that split share magic and ports. The agent decides; only
/// where it names no chain do the service bits. What a node says of itself may be a lie.
public enum Chain {
    /// Bitcoin SV.
    BSV,
    /// Another one.
    OTHER,
    /// It does not say.
    UNKNOWN;

    private static final List<String> OURS = List.of("bitcoin sv", "bitcoinsv", "bitcoin-sv", "bsv", "teranode");
    private static final List<String> OTHERS = List.of("satoshi", "abc", "cash", "bch", "unlimited", "knuth", "btcd", "bcoin");

    /// Judges by what a peer says of itself.
    ///
    /// @param userAgent empty if it did not tell
    public static Chain of(String userAgent, long services) {
        if (namesOurs(userAgent)) return BSV;
        return namesAnother(userAgent) || Services.has(services, Services.WITNESS) ? OTHER : UNKNOWN;
    }

    /// Whether an agent names a program of another chain, and none of ours.
    public static boolean namesAnother(String userAgent) {
        var lower = userAgent.toLowerCase(Locale.ROOT);
        return !namesOurs(userAgent) && OTHERS.stream().anyMatch(lower::contains);
    }

    private static boolean namesOurs(String userAgent) {
        var lower = userAgent.toLowerCase(Locale.ROOT);
        return OURS.stream().anyMatch(lower::contains);
    }
}
