package bsv.p2p.bench.stream;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A few megabytes of transactions, the same each time, of which large blocks are made.
public final class Template {
    private static final int SIZE = 4 << 20;

    final byte[] array;
    final Bytes bytes;
    final int transactions;

    /// Makes it.
    public Template() {
        var random = new SplittableRandom(7);
        var made = new ByteArrayOutputStream(SIZE + 4096);
        int count = 0;
        for (; made.size() < SIZE; count++) made.writeBytes(transaction(random).wire().toArray());
        array = made.toByteArray();
        bytes = Bytes.wrap(array);
        transactions = count;
    }

    /// Mostly one or two inputs and two outputs, as on the network, some 370 bytes on average.
    private static Transaction transaction(SplittableRandom random) {
        int inputs = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        int outputs = random.nextInt(5) == 0 ? 1 + random.nextInt(8) : 2;
        return Transaction.of(1, IntStream.range(0, inputs).mapToObj(_ -> new TxInput(Hash256.ofWords(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                        random.nextInt(8), script(random, 105 + random.nextInt(3)), 0xffff_ffffL)).toList(),
                IntStream.range(0, outputs).mapToObj(_ -> new TxOutput(random.nextLong(1L << 40), script(random, random.nextInt(12) == 0 ? 300 : 25))).toList(), 0);
    }

    private static Bytes script(SplittableRandom random, int length) {
        var script = new byte[length];
        random.nextBytes(script);
        return Bytes.wrap(script);
    }
}
