package bsv.p2p.api.message;

import java.util.ArrayList;
import java.util.List;

/// How a transaction lies in its bytes: version, inputs, outputs, lock time. Source: primitives/transaction.h.
final class TransactionWire {
    private final Bytes wire;
    private int position;

    private TransactionWire(Bytes wire, int position) {
        this.wire = wire;
        this.position = position;
    }

    static List<TxInput> inputs(Bytes wire) {
        return new TransactionWire(wire, 4).readInputs();
    }

    static List<TxOutput> outputs(Bytes wire) {
        var reader = new TransactionWire(wire, 4);
        reader.skipInputs();
        return reader.readOutputs();
    }

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

    private List<TxInput> readInputs() {
        int count = readCount();
        var inputs = new ArrayList<TxInput>(Math.min(count, wire.length() / 41));
        for (int i = 0; i < count; i++) {
            var previous = Hash256.ofWire(wire, position);
            long index = wire.intLeAt(position + 32) & 0xffff_ffffL;
            position += 36;
            var script = readScript();
            inputs.add(new TxInput(previous, index, script, wire.intLeAt(position) & 0xffff_ffffL));
            position += 4;
        }
        return List.copyOf(inputs);
    }

    private void skipInputs() {
        int count = readCount();
        for (int i = 0; i < count; i++) {
            position += 36;
            int script = readCount();
            position += script + 4;
        }
    }

    private List<TxOutput> readOutputs() {
        int count = readCount();
        var outputs = new ArrayList<TxOutput>(Math.min(count, wire.length() / 9));
        for (int i = 0; i < count; i++) {
            long value = wire.longLeAt(position);
            position += 8;
            outputs.add(new TxOutput(value, readScript()));
        }
        return List.copyOf(outputs);
    }

    private Bytes readScript() {
        int length = readCount();
        var script = wire.slice(position, length);
        position += length;
        return script;
    }

    private int readCount() {
        int first = wire.at(position++) & 0xff;
        if (first < 0xfd) return first;
        if (first == 0xfd) {
            int count = (wire.at(position) & 0xff) | (wire.at(position + 1) & 0xff) << 8;
            position += 2;
            return count;
        }
        int count = wire.intLeAt(position);
        if (first == 0xff || count < 0) throw new IndexOutOfBoundsException("no array holds as much as the count at byte " + (position - 1) + " says");
        position += 4;
        return count;
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
