package bsv.p2p.api.message;

import java.util.function.Consumer;

/// Cuts a block of any size, fed in pieces of any size, into its transactions. Holds one transaction at most, and none that is larger
/// than its limit: those go by in parts. What lies whole in one piece is handed out as a view on it, without a copy.
///
/// Reads what the wire allows, no more: numbers in their shortest form, nothing above 2^32 - 1. Whether the block is valid is not its
/// business. For one thread.
public final class BlockWalker implements Consumer<Bytes> {
    /// Transactions up to this many bytes are held whole, unless said otherwise.
    public static final int DEFAULT_LIMIT = 1 << 20;

    private final BlockVisitor visitor;
    private final CutTransaction cut;
    private final byte[] opening = new byte[BlockHeader.LENGTH + 9];
    private int opened;
    private boolean open;
    private long count;
    private long index;
    private long fed;

    private BlockWalker(BlockVisitor visitor, int limit, boolean block) {
        this.visitor = visitor;
        this.cut = new CutTransaction(visitor, limit);
        this.open = !block;
        this.count = block ? 0 : 1;
    }

    /// Walks the payload of a `block`.
    public static BlockWalker of(BlockVisitor visitor) {
        return of(visitor, DEFAULT_LIMIT);
    }

    /// Walks the payload of a `block`.
    ///
    /// @param limit the largest transaction to hold, in bytes
    public static BlockWalker of(BlockVisitor visitor, int limit) {
        return new BlockWalker(visitor, limit, true);
    }

    /// Walks the payload of a `tx`, as if it were the only one of a block. There is no header.
    public static BlockWalker ofTransaction(BlockVisitor visitor, int limit) {
        return new BlockWalker(visitor, limit, false);
    }

    /// Takes the next bytes. Those after the last transaction are ignored.
    ///
    /// @throws MalformedBlock if this cannot be a block; nothing more may be fed then
    @Override
    public void accept(Bytes piece) {
        int at = open ? 0 : readOpening(piece);
        while (at < piece.length() && index < count) {
            at = cut.isEmpty() ? readWhole(piece, at) : cut.take(piece, at, fed + at, index);
            if (cut.isComplete()) {
                cut.deliver(index);
                index++;
            }
        }
        fed += piece.length();
    }

    /// Says that all was fed.
    ///
    /// @throws MalformedBlock if transactions are missing
    public void finish() {
        if (!open) throw new MalformedBlock(fed, "the end within the header");
        if (index < count) throw new MalformedBlock(fed, "the end after %d of %d transactions".formatted(index, count));
    }

    /// Transactions handed out so far.
    public long transactions() {
        return index;
    }

    /// Header and count; returns where the first transaction begins.
    private int readOpening(Bytes piece) {
        int at = 0;
        while (at < piece.length()) {
            opening[opened++] = piece.at(at++);
            if (opened <= BlockHeader.LENGTH || opened < BlockHeader.LENGTH + WireScan.numberWidth(opening[BlockHeader.LENGTH])) continue;
            long number = WireScan.number(opening, BlockHeader.LENGTH, opened);
            if (number < 0) throw new MalformedBlock(BlockHeader.LENGTH, "a number of transactions that is not in its shortest form or above 4294967295");
            count = number;
            open = true;
            visitor.header(BlockHeader.ofWire(Bytes.wrap(opening), 0), count);
            break;
        }
        return at;
    }

    /// Hands out all transactions that lie whole in the piece; returns where the first one begins that does not.
    private int readWhole(Bytes piece, int from) {
        int at = from;
        while (index < count) {
            int end = piece.transactionEnd(at, piece.length());
            if (end == WireScan.CUT_OFF) return cut.take(piece, at, fed + at, index);
            visitor.transaction(index, Transaction.ofWire(piece.slice(at, end - at)));
            index++;
            at = end;
        }
        return at;
    }
}
