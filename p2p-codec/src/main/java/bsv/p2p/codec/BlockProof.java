package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Transaction;

/// Walks over the transactions of a block while its bytes come, so that they need not be walked over again once all are there. It only
/// ever says "well formed" or "do not know": what is wrong with a block the codec says.
final class BlockProof {
    /// Of what is no block.
    static final BlockProof NONE = new BlockProof().begin(Bytes.EMPTY, Integer.MAX_VALUE);
    private static final ThreadLocal<BlockProof> OF_THREAD = ThreadLocal.withInitial(BlockProof::new);
    /// A block's header and the number of its transactions, in the longest form that is legal.
    private static final int OPENING = BlockHeader.LENGTH + 5;

    private Bytes payload = Bytes.EMPTY;
    /// So many bytes must be there before it is tried again: a transaction that is cut off is walked over again, but not each time.
    private int enough;
    private boolean open;
    private int position;
    private int left;

    BlockProof() {}

    private BlockProof begin(Bytes newPayload, int newEnough) {
        payload = newPayload;
        enough = newEnough;
        open = false;
        return this;
    }

    /// The one of the calling thread, from now until it is asked for the message or abandoned: made anew for each block it would count among what a
    /// message costs.
    ///
    /// @param payload will be filled from its beginning
    static BlockProof of(Bytes payload) {
        return OF_THREAD.get().over(payload);
    }

    /// This one, from now until it is asked for the message or abandoned.
    BlockProof over(Bytes newPayload) {
        return begin(newPayload, Math.min(OPENING, newPayload.length()));
    }

    /// More bytes are there.
    ///
    /// @param size all that are
    void advance(int size) {
        if (size >= enough) walk(size);
    }

    private void walk(int size) {
        if (!open) open();
        if (!open) return;
        for (; left > 0; left--) {
            int end = Transaction.endIn(payload, position, size);
            if (end < 0) {
                enough = (int) Math.min((long) size + (size - position), payload.length());
                return;
            }
            position = end;
        }
    }

    private void open() {
        var in = new PayloadReader(payload);
        try {
            in.skip("header", BlockHeader.LENGTH);
            left = in.count("transactions", TransactionCodecs.MIN_LENGTH);
            position = in.position();
            open = true;
        } catch (MalformedMessage _) {
            enough = Integer.MAX_VALUE;
        }
    }

    /// The message, without another walk if the proof holds.
    ///
    /// @throws MalformedMessage if it is none
    Message decode(MessageCodec<?> codec) {
        var whole = payload;
        payload = Bytes.EMPTY;
        return open && left == 0 ? Block.ofWire(whole.slice(0, position)) : codec.read(whole);
    }

    /// Nobody will ask for the message: the thread must not keep its bytes.
    void abandon() {
        payload = Bytes.EMPTY;
    }
}
