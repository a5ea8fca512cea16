package bsv.p2p.app.demo;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The last transactions that a node of the demo saw, and which of them still wait for a block. When it is full the oldest goes.
/// Safe to use from many threads.
final class TransactionPool {
    /// Half a minute's worth.
    static final int CAPACITY = 128;

    private final Map<Hash256, Transaction> recent = new LinkedHashMap<>();
    private final Set<Hash256> waiting = new LinkedHashSet<>();

    /// Keeps a transaction that waits for a block.
    ///
    /// @return whether it is new
    synchronized boolean add(Transaction transaction) {
        if (!keep(transaction)) return false;
        waiting.add(transaction.txid());
        return true;
    }

    synchronized Optional<Transaction> find(Hash256 txid) {
        return Optional.ofNullable(recent.get(txid));
    }

    /// Those that wait, in the order in which they came.
    synchronized List<Transaction> waiting() {
        return waiting.stream().map(recent::get).toList();
    }

    /// The transactions of `block` wait no more.
    synchronized void mined(Block block) {
        for (var transaction : block.transactions()) {
            keep(transaction);
            waiting.remove(transaction.txid());
        }
    }

    private boolean keep(Transaction transaction) {
        if (recent.putIfAbsent(transaction.txid(), transaction) != null) return false;
        if (recent.size() > CAPACITY) {
            var oldest = recent.keySet().iterator().next();
            recent.remove(oldest);
            waiting.remove(oldest);
        }
        return true;
    }
}
