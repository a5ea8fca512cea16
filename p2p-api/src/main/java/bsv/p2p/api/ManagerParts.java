package bsv.p2p.api;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.Transport;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a manager is made of. Suppliers are called once, at start.
///
/// @param fixedPeers not empty: only these are dialed
/// @param addedPeers dialed at once and for ever beside the others
/// @param transport carries the connections
/// @param ownsTransport whether the manager closes the transport at the end
/// @param store remembers peers
/// @param ownsStore whether the manager closes the store at the end
/// @param discoveries strategies in the order to ask; closed at the end
/// @param extensions what rides along; closed at the end
/// @param clock wall time, for bans and time stamps
/// @param random for nonces, jitter and choices; must be hard to predict where strangers are dialed
/// @param blocking runs what may block; a thread for each task
/// @param subscribers runs a subscriber while events wait for it, which may block too; a thread for each task
public record ManagerParts(ManagerConfig config, List<Endpoint> fixedPeers, List<Endpoint> addedPeers, Supplier<Transport> transport,
        boolean ownsTransport, Supplier<PeerStore> store, boolean ownsStore, Supplier<List<PeerDiscovery>> discoveries,
        Supplier<List<ManagerExtension>> extensions, InstantSource clock, RandomGenerator random, Executor blocking, Executor subscribers) {
    public ManagerParts {
        fixedPeers = List.copyOf(fixedPeers);
        addedPeers = List.copyOf(addedPeers);
    }
}
