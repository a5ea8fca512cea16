package bsv.p2p.api.chain;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.ShortId;
import bsv.p2p.api.message.Transaction;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes a block of a [CmpctBlock]: offer the transactions that are at hand, ask for what is missing, add the answer.
///
/// ```
/// var rebuild = new BlockRebuild(compact);
/// known.forEach(rebuild::offer);
/// rebuild.request().ifPresent(question -> manager.send(peerId, question));   // then, with what comes back: rebuild.add(answer)
/// rebuild.block().ifPresent(block -> …);
/// ```
///
/// Memory is in proportion to the message: some 20 bytes for each short id. Not safe for many threads.
public final class BlockRebuild {
    private final CmpctBlock compact;
    private final ShortIds shortIds;
    private final @Nullable Transaction[] transactions;
    /// All short ids in ascending order, and the place in the block of each.
    private final long[] ids;
    private final int[] places;
    /// Places for which two known transactions have the short id: neither is taken.
    private final BitSet ambiguous = new BitSet();

    /// Begins with what the message itself brings: the prefilled transactions.
    ///
    /// @throws InvalidCompactBlock if a prefilled transaction lies outside the block, or two short ids are the same
    public BlockRebuild(CmpctBlock compact) {
        this.compact = compact;
        shortIds = ShortIds.of(compact);
        transactions = new Transaction[Math.toIntExact(compact.transactionCount())];
        for (var prefilled : compact.prefilled()) {
            if (prefilled.index() >= transactions.length) {
                throw new InvalidCompactBlock("prefilled transaction %d of a block of %d".formatted(prefilled.index(), transactions.length));
            }
            transactions[(int) prefilled.index()] = prefilled.transaction();
        }
        ids = compact.shortIds().stream().mapToLong(ShortId::value).sorted().toArray();
        for (int i = 1; i < ids.length; i++) {
            if (ids[i] == ids[i - 1]) throw new InvalidCompactBlock("two transactions have the short id " + new ShortId(ids[i]).toWire().toHex());
        }
        places = new int[ids.length];
        int place = 0;
        for (var id : compact.shortIds()) {
            while (transactions[place] != null) place++;
            places[Arrays.binarySearch(ids, id.value())] = place++;
        }
    }

    /// Takes a transaction if the block has one of its short id. Two different ones of the same short id are worth as much as none.
    ///
    /// @return whether it was taken
    public boolean offer(Transaction transaction) {
        int found = Arrays.binarySearch(ids, shortIds.of(transaction.txid()).value());
        if (found < 0) return false;
        int place = places[found];
        var present = transactions[place];
        if (ambiguous.get(place) || (present != null && present.txid().equals(transaction.txid()))) return false;
        if (present != null) ambiguous.set(place);
        transactions[place] = present == null ? transaction : null;
        return present == null;
    }

    /// The places in the block, ascending, whose transactions are not known.
    public List<Long> missing() {
        return IntStream.range(0, transactions.length).filter(place -> transactions[place] == null).mapToObj(place -> (long) place).toList();
    }

    /// The question for all that is missing; empty if nothing is.
    public Optional<GetBlockTxn> request() {
        var missing = missing();
        return missing.isEmpty() ? Optional.empty() : Optional.of(new GetBlockTxn(compact.header().hash(), missing));
    }

    /// Adds the answer to [#request()], if nothing was offered in between.
    ///
    /// @throws InvalidCompactBlock if it answers another question; then nothing was added
    public void add(BlockTxn answer) {
        var missing = missing();
        if (!answer.blockHash().equals(compact.header().hash())) {
            throw new InvalidCompactBlock("expected transactions of block %s, found those of %s".formatted(compact.header().hash(), answer.blockHash()));
        }
        if (answer.transactions().size() != missing.size()) {
            throw new InvalidCompactBlock("expected %d transactions, found %d".formatted(missing.size(), answer.transactions().size()));
        }
        for (int i = 0; i < missing.size(); i++) {
            int found = Arrays.binarySearch(ids, shortIds.of(answer.transactions().get(i).txid()).value());
            if (found < 0 || places[found] != missing.get(i)) {
                throw new InvalidCompactBlock("transaction %d of the answer does not have the short id of place %d".formatted(i, missing.get(i)));
            }
        }
        for (int i = 0; i < missing.size(); i++) transactions[missing.get(i).intValue()] = answer.transactions().get(i);
    }

    /// The block, once nothing is missing.
    ///
    /// @throws InvalidCompactBlock if its transactions do not have the Merkle root of its header
    public Optional<Block> block() {
        if (!missing().isEmpty()) return Optional.empty();
        var block = new Block(compact.header(), List.of(transactions));
        if (!block.merkleRoot().equals(block.header().merkleRoot())) {
            throw new InvalidCompactBlock("expected transactions with the Merkle root %s, theirs is %s".formatted(block.header().merkleRoot(), block.merkleRoot()));
        }
        return Optional.of(block);
    }
}
