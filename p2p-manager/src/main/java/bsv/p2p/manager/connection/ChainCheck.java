package bsv.p2p.manager.connection;

import bsv.p2p.api.config.ChainPin;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import java.util.Optional;

/// Tells by a header which chain a peer follows. Agents can lie; a header at the place where the chains part cannot. Silence, and
/// headers from elsewhere, prove nothing.
final class ChainCheck {
    private static final int VERSION = 70_016;

    private ChainCheck() {}

    /// What headers prove.
    enum Proof {
        OURS, FOREIGN, NONE
    }

    /// Asks for our block alone: who is on our chain answers with one header, who is not with its own.
    static GetHeaders question(ChainPin pin) {
        return new GetHeaders(VERSION, pin.locator(), pin.ours());
    }

    static Proof proof(ChainPin pin, Headers headers) {
        if (headers.entries().isEmpty()) return Proof.NONE;
        var first = headers.headers().getFirst();
        boolean afterShared = first.previous().equals(pin.shared());
        if (!afterShared && !pin.older().contains(first.previous())) return Proof.NONE;
        Hash256 hash = first.hash();
        if (hash.equals(pin.ours())) return Proof.OURS;
        return afterShared || pin.foreign().contains(hash) ? Proof.FOREIGN : Proof.NONE;
    }

    /// For people and for the ban.
    static String evidence(Headers headers) {
        var first = headers.headers().getFirst();
        return "header " + first.hash() + " after " + first.previous();
    }

    /// The first header that does not follow the one before it.
    static Optional<Hash256> gap(Headers headers) {
        var all = headers.headers();
        for (int i = 1; i < all.size(); i++) if (!all.get(i).previous().equals(all.get(i - 1).hash())) return Optional.of(all.get(i).hash());
        return Optional.empty();
    }
}
