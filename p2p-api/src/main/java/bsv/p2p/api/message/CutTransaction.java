package bsv.p2p.api.message;

import java.util.Arrays;

/// A transaction that does not lie whole in one piece: scanned step by step as its bytes come, held up to a limit, handed on in parts
/// above it.
final class CutTransaction {
    private static final int SMALLEST = 1024;

    private final BlockVisitor visitor;
    private final int limit;
    private final byte[] number = new byte[9];
    private int numberBytes;
    private Step step = Step.VERSION;
    private long skip = 4;
    private long elements;
    private long size;
    private byte[] held = {};
    private int heldBytes;
    private boolean large;

    /// What comes when the bytes to be skipped are gone.
    private enum Step {
        VERSION, INPUTS, INPUT_SCRIPT, INPUT_END, OUTPUTS, OUTPUT_SCRIPT, OUTPUT_END, END
    }

    CutTransaction(BlockVisitor visitor, int limit) {
        this.visitor = visitor;
        this.limit = limit;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isComplete() {
        return step == Step.END && skip == 0;
    }

    /// Takes what belongs to it.
    ///
    /// @param offset of `piece[from]` in the payload, to name the place of a fault
    /// @param index of this transaction in the block
    /// @return where it ends, or the end of the piece
    int take(Bytes piece, int from, long offset, long index) {
        int at = from;
        while (at < piece.length() && !isComplete()) {
            if (skip > 0) {
                int count = (int) Math.min(skip, piece.length() - at);
                skip -= count;
                at += count;
            } else {
                number[numberBytes++] = piece.at(at++);
                if (numberBytes == WireScan.numberWidth(number[0])) numberRead(offset + at - from);
            }
            if (skip == 0 && numberBytes == 0) next();
        }
        keep(piece.slice(from, at - from), index);
        return at;
    }

    /// Hands it to the visitor and is ready for another one.
    void deliver(long index) {
        if (large) visitor.largeTransaction(index, size);
        else visitor.transaction(index, Transaction.ofWire(Bytes.wrap(Arrays.copyOf(held, heldBytes))));
        step = Step.VERSION;
        skip = 4;
        size = 0;
        heldBytes = 0;
        large = false;
    }

    /// Steps on over everything that has no bytes.
    private void next() {
        switch (step) {
            case VERSION -> step = Step.INPUTS;
            case INPUT_END -> nextInput();
            case OUTPUT_END -> nextOutput();
            case INPUTS, INPUT_SCRIPT, OUTPUTS, OUTPUT_SCRIPT, END -> {} // A number comes, or nothing.
        }
    }

    private void numberRead(long end) {
        long value = WireScan.number(number, 0, numberBytes);
        if (value < 0) throw new MalformedBlock(end - numberBytes, "a number that is not in its shortest form or above 4294967295");
        numberBytes = 0;
        switch (step) {
            case INPUTS -> {
                elements = value;
                nextInput();
            }
            case OUTPUTS -> {
                elements = value;
                nextOutput();
            }
            case INPUT_SCRIPT -> {
                skip = value + 4;
                step = Step.INPUT_END;
            }
            case OUTPUT_SCRIPT -> {
                skip = value;
                step = Step.OUTPUT_END;
            }
            case VERSION, INPUT_END, OUTPUT_END, END -> throw new IllegalStateException("no number is read at " + step);
        }
    }

    private void nextInput() {
        if (elements-- > 0) {
            skip = 36;
            step = Step.INPUT_SCRIPT;
        } else {
            step = Step.OUTPUTS;
        }
    }

    private void nextOutput() {
        if (elements-- > 0) {
            skip = 8;
            step = Step.OUTPUT_SCRIPT;
        } else {
            skip = 4;
            step = Step.END;
        }
    }

    private void keep(Bytes part, long index) {
        size += part.length();
        if (!large && size > limit) {
            large = true;
            pass(Bytes.wrap(Arrays.copyOf(held, heldBytes)), index);
            held = new byte[0];
            heldBytes = 0;
        }
        if (large) {
            pass(part, index);
        } else {
            if (heldBytes + part.length() > held.length) held = Arrays.copyOf(held, Math.max(SMALLEST, Math.max(heldBytes + part.length(), Math.min(limit, 2 * held.length))));
            part.copyTo(held, heldBytes);
            heldBytes += part.length();
        }
    }

    private void pass(Bytes part, long index) {
        if (part.isEmpty()) return;
        visitor.part(index, part);
    }
}
