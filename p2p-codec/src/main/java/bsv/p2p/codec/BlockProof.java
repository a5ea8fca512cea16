package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Transaction;

/// Walks over the transactions of a block while its bytes come, so that they need not be walked over again once all are there. It only
/// ever says "well formed" or "do not know": what is wrong with a block the codec says.
final class BlockProof {
    private static final int OPENING = BlockHeader.LENGTH + 5;

    private final byte[] bytes;
    private boolean open;
    private int position;
    private int left;
    /// So many bytes must be there before it is tried again: a transaction that is cut off is walked over again, but not each time.
    private int enough = OPENING;

    /// @param bytes as large as the payload, filled from its beginning
    BlockProof(byte[] bytes) {
        this.bytes = bytes;
        enough = Math.min(OPENING, bytes.length);
    }

    /// More bytes are there.
    ///
    /// @param size all that are
    void advance(int size) {
        if (size < enough) return;
        if (!open) open();
        var there = Bytes.wrap(bytes).slice(0, size);
        for (; left > 0; left--) {
            int end = Transaction.endIn(there, position);
            if (end < 0) {
                enough = (int) Math.min((long) size + (size - position), bytes.length);
                return;
            }
            position = end;
        }
    }

    private void open() {
        open = true;
        var in = new PayloadReader(Bytes.wrap(bytes));
        try {
            in.skip("header", BlockHeader.LENGTH);
            left = in.count("transactions", TransactionCodecs.MIN_LENGTH);
            position = in.position();
        } catch (MalformedMessage _) {
            left = 1;
            position = bytes.length; // Where no transaction is.
        }
    }

    /// Whether all of a block was there and well formed.
    boolean holds() {
        return open && left == 0;
    }

    /// The block, if the proof holds.
    ///
    /// @param payload the same bytes
    Block block(Bytes payload) {
        return Block.ofWire(payload.slice(0, position));
    }
}
