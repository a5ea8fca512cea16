package bsv.p2p.bench.codec;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.AddressV1Message;
import org.bitcoinj.core.BitcoinSerializer;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.HeadersMessage;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.Ping;
import org.bitcoinj.core.Transaction;

/// bitcoinj, as its connection uses it: a frame in a buffer in, a frame in an array out.
final class Bitcoinj implements Contender {
    private static final int CHECKSUM = 20;
    private static final int HEADER = 24;
    private final BitcoinSerializer serializer = new BitcoinSerializer(BitcoinNetwork.MAINNET);

    @Override
    public String name() {
        return "bitcoinj";
    }

    @Override
    public Optional<LongSupplier> task(Workload workload) {
        var bytes = workload.frame();
        var frame = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
        var out = new Out(bytes.length);
        return switch (workload.operation()) {
            case DECODE, DECODE_PIECES -> Optional.of(fold(read(frame), () -> read(frame)));
            case IDENTIFY -> Optional.of(() -> ids(read(frame)));
            case IDENTIFY_ON_TWO -> Optional.empty();
            case ENCODE -> {
                var message = read(frame);
                yield Optional.of(() -> write(message, out));
            }
            case RELAY -> Optional.of(() -> write(read(frame), out));
        };
    }

    /// The message, as it is.
    Message read(ByteBuffer frame) {
        try {
            return serializer.deserialize(frame.rewind());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private long write(Message message, Out out) {
        try {
            out.reset();
            serializer.serialize(message, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Fold.add(Words.intLe(out.bytes(), CHECKSUM), out.size() - HEADER);
    }

    /// Reads a message each time and folds its fields. Which kind it will be is known, as the floor knows it.
    private static LongSupplier fold(Message kind, Supplier<Message> read) {
        return switch (kind) {
            case Ping _ -> () -> Fold.add(0, ((Ping) read.get()).nonce());
            case InventoryMessage _ -> () -> fold((InventoryMessage) read.get());
            case AddressV1Message _ -> () -> fold((AddressV1Message) read.get());
            case HeadersMessage _ -> () -> fold((HeadersMessage) read.get());
            case Transaction _ -> () -> transaction(0, (Transaction) read.get());
            case Block _ -> () -> fold((Block) read.get());
            default -> throw new IllegalArgumentException(kind.getClass().getName());
        };
    }

    private static long fold(InventoryMessage message) {
        long fold = 0;
        for (var item : message.getItems()) fold = hash(Fold.add(fold, item.type.code), item.hash);
        return fold;
    }

    private static long fold(AddressV1Message message) {
        long fold = 0;
        for (var address : message.getAddresses()) fold = address(fold, address);
        return fold;
    }

    private static long fold(HeadersMessage message) {
        long fold = 0;
        for (var header : message.getBlockHeaders()) fold = Fold.add(header(fold, header), 0);
        return fold;
    }

    private static long fold(Block message) {
        long fold = header(0, message);
        for (var transaction : requireNonNull(message.getTransactions())) fold = transaction(fold, transaction);
        return fold;
    }

    private static long ids(Message message) {
        long fold = 0;
        switch (message) {
            case HeadersMessage m -> {
                for (var header : m.getBlockHeaders()) fold = hash(fold, header.getHash());
            }
            case Transaction m -> fold = hash(0, m.getTxId());
            case Block m -> {
                for (var transaction : requireNonNull(m.getTransactions())) fold = hash(fold, transaction.getTxId());
            }
            default -> throw new IllegalArgumentException(message.getClass().getName());
        }
        return fold;
    }

    private static long address(long before, PeerAddress address) {
        var ip = address.getAddr().getAddress();
        boolean isIpv4 = ip.length == 4;
        long low = isIpv4 ? 0xffff_0000_0000L | (ip[0] & 0xffL) << 24 | (ip[1] & 0xff) << 16 | (ip[2] & 0xff) << 8 | (ip[3] & 0xff) : Words.be(ip, 8);
        long fold = Fold.add(Fold.add(before, address.time().getEpochSecond()), address.getServices().bits());
        return Fold.add(Fold.add(Fold.add(fold, isIpv4 ? 0 : Words.be(ip, 0)), low), address.getPort());
    }

    private static long header(long before, Block header) {
        long fold = hash(hash(Fold.add(before, header.getVersion()), header.getPrevBlockHash()), header.getMerkleRoot());
        return Fold.add(Fold.add(Fold.add(fold, header.time().getEpochSecond()), header.getDifficultyTarget()), header.getNonce());
    }

    private static long transaction(long before, Transaction transaction) {
        long fold = Fold.add(before, transaction.getVersion());
        for (var input : transaction.getInputs()) {
            fold = Fold.add(hash(fold, input.getOutpoint().hash()), input.getOutpoint().index());
            fold = Fold.add(script(fold, input.getScriptBytes()), input.getSequenceNumber());
        }
        for (var output : transaction.getOutputs()) fold = script(Fold.add(fold, output.getValue().value), output.getScriptBytes());
        return Fold.add(fold, transaction.lockTime().rawValue());
    }

    private static long script(long fold, byte[] script) {
        return script.length == 0 ? Fold.add(fold, 0) : Fold.addScript(fold, script.length, script[0], script[script.length - 1]);
    }

    /// It keeps hashes as they are printed: reversed.
    private static long hash(long before, Sha256Hash hash) {
        var printed = hash.getBytes();
        long fold = Fold.add(Fold.add(before, Words.be(printed, 24)), Words.be(printed, 16));
        return Fold.add(Fold.add(fold, Words.be(printed, 8)), Words.be(printed, 0));
    }

    /// Where frames are written, over and over.
    private static final class Out extends ByteArrayOutputStream {
        Out(int size) {
            super(size);
        }

        byte[] bytes() {
            return buf;
        }
    }
}
