package bsv.p2p.manager.peers;

import bsv.p2p.api.chain.SipHash;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Puts addresses into buckets by a secret of this run. Whoever tells addresses reaches few buckets of those heard of, and one
/// network group few of those tried, however many addresses it has. Idea and sizes: addrman of the reference node. Immutable.
public final class AddressBuckets {
    /// Buckets of addresses heard of.
    private static final int HEARD = 1_024;
    /// Buckets that one group of tellers can reach.
    private static final int HEARD_BY_TELLER = 64;
    /// Buckets of addresses tried with success.
    private static final int TRIED = 256;
    /// Buckets that the addresses of one group can reach.
    private static final int TRIED_BY_GROUP = 8;
    private static final String FROM_PEER = "addr:";

    private final SipHash hash;
    private final boolean grouped;

    /// @param random draws the secret
    public AddressBuckets(Network network, RandomGenerator random) {
        hash = new SipHash(random.nextLong(), random.nextLong());
        grouped = network.isPublic();
    }

    /// The bucket of an address that was heard of.
    ///
    /// @param source as in [bsv.p2p.api.peer.Peer#source]; peers are tellers, all other sources are this node's own choice
    int heard(Endpoint address, String source) {
        long group = group(address);
        long teller = teller(source).map(this::group).orElse(group);
        long choice = Math.floorMod(hash.of(1, teller, group), HEARD_BY_TELLER);
        return (int) Math.floorMod(hash.of(2, teller, choice), (long) HEARD);
    }

    /// The bucket of an address that was tried with success.
    int tried(Endpoint address) {
        long choice = Math.floorMod(hash.of(3, address.ip().high(), address.ip().low(), address.port()), TRIED_BY_GROUP);
        return (int) Math.floorMod(hash.of(4, group(address), choice), (long) TRIED);
    }

    private static Optional<Endpoint> teller(String source) {
        if (!source.startsWith(FROM_PEER)) return Optional.empty();
        try {
            return Optional.of(Endpoint.parse(source.substring(FROM_PEER.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Strangers are grouped by network; where all are friends each is a group of its own.
    private long group(Endpoint address) {
        if (!grouped) return hash.of(5, address.ip().high(), address.ip().low(), address.port());
        var base = address.ip().netgroup().base();
        return hash.of(6, base.high(), base.low());
    }
}
