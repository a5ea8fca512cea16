package bsv.p2p.manager.connection;

import bsv.p2p.api.peer.Endpoint;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/// The nonces of our handshakes under way: a caller whose version carries one of them is this node itself. Thread-safe.
public final class OwnNonces {
    private final Map<Long, Endpoint> dialed = new ConcurrentHashMap<>();
    private final RandomGenerator random;
    private final LongPredicate contained = dialed::containsKey;

    public OwnNonces(RandomGenerator random) {
        this.random = random;
    }

    /// A new nonce for a version that goes to `remote`; not zero.
    public long next(Endpoint remote) {
        while (true) {
            long nonce = random.nextLong();
            if (nonce != 0 && dialed.putIfAbsent(nonce, remote) == null) return nonce;
        }
    }

    public void forget(long nonce) {
        dialed.remove(nonce);
    }

    /// Whether a nonce is one of them.
    LongPredicate contained() {
        return contained;
    }

    /// Where the version with this nonce was sent.
    public Optional<Endpoint> dialedWith(long nonce) {
        return Optional.ofNullable(dialed.get(nonce));
    }
}
