package bsv.p2p.codec;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;

/// The message that carries a transaction, and the walk over a transaction's bytes that proves it well formed.
final class TransactionCodecs {
    static final MessageCodec<Tx> TX = new MessageCodec<>(Tx.COMMAND, Tx.class, SizeLimit.TRANSACTION, TransactionCodecs::readTx,
            (m, out) -> PayloadWriter.bytes(m.transaction().wire(), out));

    /// Version, two empty lists, lock time: this decodes, whatever it is worth.
    static final int MIN_LENGTH = 4 + 1 + 1 + 4;

    private static final int OUTPOINT_LENGTH = Hash256.LENGTH + 4;
    private static final int MIN_INPUT = OUTPOINT_LENGTH + 1 + 4;
    private static final int MIN_OUTPUT = 8 + 1;

    private TransactionCodecs() {}

    private static Tx readTx(PayloadReader in) {
        int start = in.position();
        in.skipTransaction();
        return new Tx(Transaction.ofWire(in.since(start)));
    }

    static void skip(PayloadReader in) {
        in.skip("version", 4);
        int inputs = in.count("inputs", MIN_INPUT);
        for (int i = 0; i < inputs; i++) {
            in.skip("outpoint", OUTPOINT_LENGTH);
            in.skip("inputScript", in.varint("inputScript"));
            in.skip("sequence", 4);
        }
        int outputs = in.count("outputs", MIN_OUTPUT);
        for (int i = 0; i < outputs; i++) {
            in.skip("value", 8);
            in.skip("outputScript", in.varint("outputScript"));
        }
        in.skip("lockTime", 4);
    }
}
