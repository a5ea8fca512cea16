package bsv.p2p.bench.net;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.codec.FrameBytes;
import java.util.ArrayList;
import java.util.function.Supplier;

/// Messages to send, each made anew of its parts, so that it has to be encoded and hashed; but a block is one that came from somewhere and is sent on.
final class OurMessages {
    private OurMessages() {}

    static Supplier<Message> of(Kind kind) {
        return switch (kind.message()) {
            case Inv(var items) -> {
                var parts = new ArrayList<>(items);
                yield () -> new Inv(parts);
            }
            case Tx(var transaction) -> ofParts(transaction);
            default -> {
                var received = received(kind.frame());
                yield () -> received;
            }
        };
    }

    private static Supplier<Message> ofParts(Transaction transaction) {
        int version = transaction.version();
        var inputs = transaction.inputs().stream().map(i -> new TxInput(i.previousTxid(), i.previousIndex(), i.script().compact(), i.sequence())).toList();
        var outputs = transaction.outputs().stream().map(o -> new TxOutput(o.value(), o.script().compact())).toList();
        long lockTime = transaction.lockTime();
        return () -> new Tx(Transaction.of(version, inputs, outputs, lockTime));
    }

    private static Message received(byte[] frame) {
        if (FrameBytes.read(Bytes.wrap(frame), Frames.MAGIC, PayloadLimits.DEFAULT) instanceof FrameBytes.Whole whole) return whole.message();
        throw new IllegalStateException("a frame of ours cannot be read");
    }
}
