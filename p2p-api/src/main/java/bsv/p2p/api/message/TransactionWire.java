package bsv.p2p.api.message;

import java.util.List;

/// Writes a transaction: version, inputs, outputs, lock time. Source: primitives/transaction.h. [TxInputs] and [TxOutputs] read it.
final class TransactionWire {
    private TransactionWire() {}

    static Bytes write(int version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {
        if (lockTime >>> 32 != 0) throw new IllegalArgumentException("lockTime must be an unsigned 32-bit number, is " + lockTime);
        long size = 8L + sizeOfCount(inputs.size()) + sizeOfCount(outputs.size());
        for (var input : inputs) size += 40L + sizeOfCount(input.script().length()) + input.script().length();
        for (var output : outputs) size += 8L + sizeOfCount(output.script().length()) + output.script().length();
        var bytes = new byte[Math.toIntExact(size)];
        WireWords.INT.set(bytes, 0, version);
        int at = putCount(bytes, 4, inputs.size());
        for (var input : inputs) {
            input.previousTxid().writeTo(bytes, at);
            WireWords.INT.set(bytes, at + 32, (int) input.previousIndex());
            at = putScript(bytes, at + 36, input.script());
            WireWords.INT.set(bytes, at, (int) input.sequence());
            at += 4;
        }
        at = putCount(bytes, at, outputs.size());
        for (var output : outputs) {
            WireWords.LONG.set(bytes, at, output.value());
            at = putScript(bytes, at + 8, output.script());
        }
        WireWords.INT.set(bytes, at, (int) lockTime);
        return Bytes.wrap(bytes);
    }

    private static int sizeOfCount(int count) {
        if (count < 0xfd) return 1;
        return count <= 0xffff ? 3 : 5;
    }

    private static int putCount(byte[] bytes, int at, int count) {
        if (count < 0xfd) {
            bytes[at] = (byte) count;
            return at + 1;
        }
        if (count <= 0xffff) {
            bytes[at] = (byte) 0xfd;
            bytes[at + 1] = (byte) count;
            bytes[at + 2] = (byte) (count >>> 8);
            return at + 3;
        }
        bytes[at] = (byte) 0xfe;
        WireWords.INT.set(bytes, at + 1, count);
        return at + 5;
    }

    private static int putScript(byte[] bytes, int at, Bytes script) {
        int start = putCount(bytes, at, script.length());
        script.copyTo(bytes, start);
        return start + script.length();
    }
}
