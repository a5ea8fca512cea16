package bsv.p2p.app.demo;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.peer.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What makes a node of the demo a full node in miniature: it asks for what others announce, keeps it for a while, serves it, and
/// announces it on. Uses the public [PeerManager] only, as any extension does.
///
/// What is new waits for [#announce()], so that one message names many, as the reference node does it.
final class DemoRelay implements ManagerExtension {
    private static final SubscriptionOptions OPTIONS = SubscriptionOptions.DEFAULT.withName("demo-relay");
    /// Source: version.h of the reference node.
    private static final int PROTOCOL_VERSION = 70_016;
    /// Things asked for and not yet come that are remembered, so that one peer alone is asked for each.
    private static final int MAX_ASKED = 256;

    private final DemoChain chain;
    private final TransactionPool pool;
    private final Witness witness;
    private final Set<InventoryItem> asked = new LinkedHashSet<>();
    private final Set<InventoryItem> news = new LinkedHashSet<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private volatile @Nullable PeerManager manager;

    /// @param witness is told what peers brought
    DemoRelay(DemoChain chain, TransactionPool pool, Witness witness) {
        this.chain = chain;
        this.pool = pool;
        this.witness = witness;
    }

    /// Sees what peers bring. Called on the relay's thread; must be quick.
    interface Witness {
        /// Looks away.
        Witness NONE = new Witness() {
            @Override
            public void block(Block block, int height, Endpoint from) {}

            @Override
            public void transaction(Transaction transaction, Endpoint from) {}
        };

        void block(Block block, int height, Endpoint from);

        void transaction(Transaction transaction, Endpoint from);
    }

    @Override
    public void attach(PeerManager node) {
        manager = node;
        subscriptions.add(node.subscribeBitcoinMessages(this::received, OPTIONS));
        subscriptions.add(node.subscribeControlEvents(this::happened, OPTIONS));
        // those that were faster than the subscription
        node.connections().stream().filter(connection -> connection.state() == ConnectionState.CONNECTED)
                .forEach(connection -> askForHeaders(connection.peerId()));
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::cancel);
        manager = null;
    }

    /// Takes a block that this node mined.
    void submit(Block block) {
        if (chain.add(block) == DemoChain.Outcome.ADDED) {
            pool.mined(block);
            remember(InventoryItem.block(block.hash()));
        }
    }

    /// Takes a transaction that this node made.
    void submit(Transaction transaction) {
        if (pool.add(transaction)) remember(InventoryItem.tx(transaction.txid()));
    }

    /// Tells all peers of what is new since the last time.
    void announce() {
        var node = manager;
        var items = takeNews();
        if (node != null && !items.isEmpty()) node.broadcast(new Inv(items));
    }

    private void happened(ControlEvent event) {
        switch (event) {
            case ConnectionEstablished(UUID peer, _, _) -> askForHeaders(peer);
            case ConnectionLost _ -> forgetAsked();
            default -> { }
        }
    }

    private void received(BitcoinMessageEvent event) {
        var peer = event.peerId();
        switch (event.message()) {
            case Inv(var items) -> askFor(peer, items.stream().filter(this::isNew).toList());
            case GetData(var items) -> serve(peer, items);
            case GetHeaders request -> send(peer, Headers.of(chain.after(request.locator(), request.stopHash())));
            case Headers headers -> askFor(peer, chain.addHeaders(headers.headers()).stream().map(InventoryItem::block).toList());
            case NotFound(var items) -> items.forEach(this::answered);
            case Block block -> take(block, event);
            case Tx(var transaction) -> take(transaction, event);
            default -> { }
        }
    }

    private boolean isNew(InventoryItem item) {
        if (item.isTx()) return pool.find(item.hash()).isEmpty();
        return item.isBlock() && chain.block(item.hash()).isEmpty() && !isOld(item.hash());
    }

    /// Whether it is on the chain, but so deep that nobody keeps it.
    private boolean isOld(Hash256 block) {
        return chain.heightOf(block).map(height -> height <= chain.tip().height() - DemoChain.BLOCKS_KEPT).orElse(false);
    }

    private void askFor(UUID peer, List<InventoryItem> items) {
        var wanted = items.stream().filter(this::noteAsked).toList();
        if (!wanted.isEmpty()) send(peer, new GetData(wanted));
    }

    private void askForHeaders(UUID peer) {
        send(peer, new GetHeaders(PROTOCOL_VERSION, chain.locator(), Hash256.ZERO));
    }

    private void serve(UUID peer, List<InventoryItem> items) {
        var missing = new ArrayList<InventoryItem>();
        for (var item : items) {
            if (item.isBlock()) chain.block(item.hash()).ifPresent(block -> send(peer, block));
            else pool.find(item.hash()).ifPresentOrElse(transaction -> send(peer, new Tx(transaction)), () -> missing.add(item));
        }
        if (!missing.isEmpty()) send(peer, new NotFound(missing));
    }

    private void take(Block block, BitcoinMessageEvent event) {
        var item = InventoryItem.block(block.hash());
        answered(item);
        switch (chain.add(block)) {
            case ADDED -> {
                pool.mined(block);
                remember(item);
                witness.block(block, chain.heightOf(item.hash()).orElseThrow(), event.address());
            }
            case ORPHAN -> askForHeaders(event.peerId());
            case KNOWN, INVALID -> { }
        }
    }

    private void take(Transaction transaction, BitcoinMessageEvent event) {
        var item = InventoryItem.tx(transaction.txid());
        answered(item);
        if (pool.add(transaction)) {
            remember(item);
            witness.transaction(transaction, event.address());
        }
    }

    /// The outcome does not matter: a peer that is gone between its message and our answer asks again elsewhere.
    private void send(UUID peer, Message message) {
        var node = manager;
        if (node != null) node.send(peer, message);
    }

    private synchronized boolean noteAsked(InventoryItem item) {
        if (asked.size() >= MAX_ASKED) asked.clear();
        return asked.add(item);
    }

    private synchronized void answered(InventoryItem item) {
        asked.remove(item);
    }

    /// What the lost peer was asked for will not come; the next announcement of it counts again.
    private synchronized void forgetAsked() {
        asked.clear();
    }

    private synchronized void remember(InventoryItem item) {
        news.add(item);
    }

    private synchronized List<InventoryItem> takeNews() {
        var items = List.copyOf(news);
        news.clear();
        return items;
    }
}
