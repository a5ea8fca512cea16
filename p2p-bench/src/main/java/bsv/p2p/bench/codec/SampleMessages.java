package bsv.p2p.bench.codec;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.NetworkAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Messages of the usual shapes with random content, the same at each run.
public final class SampleMessages {
    private static final int SIGNED_SCRIPT = 107;
    private static final int OUTPUT_SCRIPT = 25;
    private static final int LONGER_OUTPUT_SCRIPT = 37;
    private final Random random = new Random(20_090_103);

    public SampleMessages() {}

    public Ping ping() {
        return new Ping(random.nextLong());
    }

    public Inv inv(int size) {
        return new Inv(list(size, () -> InventoryItem.tx(hash())));
    }

    /// Most by IPv4, as on the network.
    public Addr addr(int size) {
        return new Addr(list(size, () -> new TimestampedAddress(1_700_000_000 + random.nextInt(10_000_000),
                new NetworkAddress(random.nextInt(64), random.nextInt(8) == 0 ? ipv6() : IpAddress.ofIpv4(random.nextInt()), 1 + random.nextInt(65_535)))));
    }

    Headers headers(int size) {
        return Headers.of(list(size, this::header));
    }

    /// One input, two outputs.
    public Tx payment() {
        return new Tx(transaction(1, 2, LONGER_OUTPUT_SCRIPT));
    }

    /// Carries data in its one output.
    Tx data(int bytes) {
        return new Tx(transaction(1, 1, bytes));
    }

    Tx sweep(int inputs) {
        return new Tx(transaction(inputs, 1, OUTPUT_SCRIPT));
    }

    /// Payments of one to three inputs and outputs, and now and then a larger one.
    public Block block(int bytes) {
        var transactions = new ArrayList<Transaction>();
        int left = bytes - BlockHeader.LENGTH;
        while (left > 0) {
            boolean isLarge = random.nextInt(200) == 0;
            var transaction = transaction(1 + random.nextInt(isLarge ? 20 : 3), 1 + random.nextInt(3), isLarge ? 1000 : OUTPUT_SCRIPT);
            transactions.add(transaction);
            left -= transaction.size();
        }
        return new Block(header(), transactions);
    }

    private Transaction transaction(int inputs, int outputs, int outputScript) {
        return Transaction.of(1, list(inputs, () -> new TxInput(hash(), random.nextInt(4), bytes(SIGNED_SCRIPT), TxInput.MAX_UINT32)),
                list(outputs, () -> new TxOutput(random.nextLong(2_100_000_000_000_000L), bytes(outputScript))), 0);
    }

    private BlockHeader header() {
        return new BlockHeader(0x2000_0000, hash(), hash(), 1_700_000_000L + random.nextInt(10_000_000), 0x1802_81f4, random.nextInt() & 0xffff_ffffL);
    }

    private Hash256 hash() {
        return Hash256.ofWords(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private IpAddress ipv6() {
        return new IpAddress(0x2a01_0000_0000_0000L | random.nextInt(), random.nextLong());
    }

    private Bytes bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static <T> List<T> list(int size, Supplier<T> element) {
        return Stream.generate(element).limit(size).toList();
    }
}
