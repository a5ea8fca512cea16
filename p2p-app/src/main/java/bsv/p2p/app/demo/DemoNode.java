package bsv.p2p.app.demo;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.peer.Endpoint;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One embedded node: a whole manager with a listener on an address of its own. It can be killed and started again; the chain it
/// knew is there when it comes back, the peers it knew are not. Safe to use from many threads.
final class DemoNode implements AutoCloseable {
    private final Endpoint endpoint;
    private final Function<Endpoint, PeerManagerBuilder> builder;
    private final DemoChain chain = new DemoChain();
    private final TransactionPool pool = new TransactionPool();
    private volatile DemoRelay relay;
    private volatile @Nullable PeerManager manager;

    /// @param builder makes what the node is built with, anew for each start
    DemoNode(Endpoint endpoint, Function<Endpoint, PeerManagerBuilder> builder) {
        this.endpoint = endpoint;
        this.builder = builder;
        relay = newRelay();
    }

    /// Where it listens.
    Endpoint endpoint() {
        return endpoint;
    }

    DemoRelay relay() {
        return relay;
    }

    boolean isUp() {
        return manager != null;
    }

    /// Established connections of both kinds; 0 while it is down.
    int connectionCount() {
        return Optional.ofNullable(manager).map(PeerManager::connectionCount).orElse(0);
    }

    synchronized void start() {
        if (manager != null) return;
        relay = newRelay();
        var node = builder.apply(endpoint).extension(relay).build();
        node.start();
        manager = node;
    }

    /// Ends it without a word to anybody. Does nothing while it is down.
    @Override
    public synchronized void close() {
        var node = manager;
        manager = null;
        if (node != null) node.close();
    }

    /// Mines a block of all transactions that wait here.
    ///
    /// @param time seconds since 1970
    void mine(long time) {
        var tip = chain.tip();
        relay.submit(RegtestBlocks.mine(tip.header(), tip.height() + 1, pool.waiting(), time));
    }

    private DemoRelay newRelay() {
        return new DemoRelay(chain, pool, DemoRelay.Witness.NONE);
    }
}
