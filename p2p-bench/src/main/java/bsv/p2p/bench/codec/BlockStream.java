package bsv.p2p.bench.codec;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.codec.FrameReader;
import bsv.p2p.codec.FrameSink;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;

/// Reads a block that arrives as a stream, again and again: its checksum is verified as it passes, and a [BlockWalker] hands out what is in it.
class BlockStream implements LongSupplier, FrameSink, PayloadSink, BlockVisitor {
    private final FrameReader reader;
    private final List<ByteBuf> pieces;
    private final OfHeader ofHeader;
    private final OfTransaction ofTransaction;
    private BlockWalker walker = BlockWalker.of(this);
    private long fold;

    /// Folds what a header says.
    @FunctionalInterface
    interface OfHeader {
        long add(long fold, BlockHeader header);
    }

    /// Folds what a transaction says.
    @FunctionalInterface
    interface OfTransaction {
        long add(long fold, Transaction transaction);
    }

    BlockStream(FrameReader reader, List<ByteBuf> pieces, OfHeader ofHeader, OfTransaction ofTransaction) {
        this.reader = reader;
        this.pieces = pieces;
        this.ofHeader = ofHeader;
        this.ofTransaction = ofTransaction;
    }

    @Override
    public long getAsLong() {
        walker = BlockWalker.of(this);
        fold = 0;
        for (var piece : pieces) reader.read(piece.readerIndex(0), this);
        return fold;
    }

    @Override
    public Optional<PayloadSink> payload(PayloadFacts facts) {
        return Optional.of(this);
    }

    @Override
    public void take(Bytes piece) {
        walker.accept(piece);
    }

    @Override
    public void complete(boolean checksumOk) {
        if (!checksumOk) throw new IllegalStateException("wrong checksum");
        walker.finish();
    }

    @Override
    public void header(BlockHeader header, long transactions) {
        fold = ofHeader.add(fold, header);
    }

    @Override
    public void transaction(long index, Transaction transaction) {
        fold = ofTransaction.add(fold, transaction);
    }

    @Override
    public void largeTransaction(long index, long size) {
        throw new IllegalStateException("transaction %d of %d bytes is not expected".formatted(index, size));
    }

    @Override
    public void message(Message message, long frameBytes) {
        throw new IllegalStateException("expected a stream, found a message");
    }

    @Override
    public void fault(LinkFault fault) {
        throw new IllegalStateException("expected a stream, found " + fault);
    }

    @Override
    public void broken() {
        throw new IllegalStateException("expected a whole stream");
    }

    /// As its parent, with the walk on a thread of its own, as takers of streams have: the reader verifies the checksum meanwhile and is some
    /// pieces ahead. They change hands eight at a time, as much as a taker lets wait: to wake a thread for each takes a tenth of the time.
    static final class OnTwoThreads extends BlockStream {
        private static final int AT_ONCE = 8;
        private static final int AHEAD = 2;
        private static final List<Bytes> END = List.of();
        private final BlockingQueue<List<Bytes>> under = new ArrayBlockingQueue<>(AHEAD);
        private final BlockingQueue<Boolean> done = new ArrayBlockingQueue<>(1);
        private List<Bytes> some = new ArrayList<>(AT_ONCE);

        OnTwoThreads(FrameReader reader, List<ByteBuf> pieces, OfHeader ofHeader, OfTransaction ofTransaction) {
            super(reader, pieces, ofHeader, ofTransaction);
            Thread.ofPlatform().daemon().start(this::walk);
        }

        private void walk() {
            try {
                while (true) {
                    for (var few = under.take(); !few.isEmpty(); few = under.take()) few.forEach(super::take);
                    super.complete(true);
                    done.put(true);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void take(Bytes piece) {
            some.add(piece);
            if (some.size() == AT_ONCE) handOver();
        }

        @Override
        public void complete(boolean checksumOk) {
            if (!checksumOk) throw new IllegalStateException("wrong checksum");
            if (!some.isEmpty()) handOver();
            put(END);
            try {
                done.take();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        private void handOver() {
            put(some);
            some = new ArrayList<>(AT_ONCE);
        }

        private void put(List<Bytes> few) {
            try {
                under.put(few);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
