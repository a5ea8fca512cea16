package bsv.p2p.bench.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.codec.FrameReader;
import bsv.p2p.codec.FrameSink;
import bsv.p2p.codec.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Our codec by the road that frames take in production: bytes in a direct buffer to a [FrameReader], messages to the [FrameWriter]. What a
/// message says is read through its public face, in the plainest way.
final class Ours implements Contender {
    private static final int PIECE = 64 * 1024;
    private static final int HEADER = 24;
    private static final int CHECKSUM = 20;
    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

    static final PayloadLimits LIMITS = PayloadLimits.DEFAULT;

    /// Smaller frames are collected, as links do.
    private static final int SMALL = 4096;

    private static final int BATCH = 64 * 1024;

    private final FrameReader reader = new FrameReader(Workload.MAGIC, LIMITS);
    private final FrameReader helped = new FrameReader(Workload.MAGIC, LIMITS, Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    /// Holds what others stream: who sends a block on has it in one piece, here or in a file.
    private final FrameReader holding = new FrameReader(Workload.MAGIC, LIMITS.withStreamThreshold(64 << 20));
    private final Last last = new Last();
    private final ByteBuf batch = ALLOCATOR.heapBuffer(BATCH);
    private final ByteBuf out = ALLOCATOR.directBuffer(BATCH);

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public Optional<LongSupplier> task(Workload workload) {
        var bytes = workload.frame();
        var frame = ALLOCATOR.directBuffer(bytes.length).writeBytes(bytes);
        if (bytes.length > LIMITS.streamThreshold()) return Optional.of(streamed(workload, frame));
        return Optional.of(switch (workload.operation()) {
            case DECODE -> fold(workload.message(), () -> read(frame));
            case DECODE_PIECES -> {
                var pieces = pieces(frame);
                yield fold(workload.message(), () -> read(pieces));
            }
            case IDENTIFY -> () -> ids(read(frame));
            case IDENTIFY_ON_TWO -> () -> txids(read(helped, frame));
            case ENCODE -> encode(workload.message());
            case RELAY -> () -> write(read(frame));
        });
    }

    /// Of a block that is above the threshold, so that it arrives as a stream.
    private LongSupplier streamed(Workload workload, ByteBuf frame) {
        return switch (workload.operation()) {
            case DECODE -> new BlockStream(reader, List.of(frame), Ours::header, Ours::transaction);
            case DECODE_PIECES -> new BlockStream(reader, pieces(frame), Ours::header, Ours::transaction);
            case IDENTIFY -> new BlockStream(reader, List.of(frame), (fold, _) -> fold, (fold, transaction) -> hash(fold, transaction.txid()));
            case IDENTIFY_ON_TWO -> new BlockStream.OnTwoThreads(reader, List.of(frame), (fold, _) -> fold, (fold, transaction) -> hash(fold, transaction.txid()));
            case ENCODE -> encode(workload.message());
            case RELAY -> () -> write(read(holding, frame));
        };
    }

    /// As a socket gives them: each in a buffer of its own.
    static List<ByteBuf> pieces(ByteBuf frame) {
        var pieces = new ArrayList<ByteBuf>();
        for (int at = 0; at < frame.writerIndex(); at += PIECE) {
            int size = Math.min(PIECE, frame.writerIndex() - at);
            pieces.add(ALLOCATOR.directBuffer(size).writeBytes(frame, at, size));
        }
        return List.copyOf(pieces);
    }

    Message read(ByteBuf frame) {
        return read(reader, frame);
    }

    private Message read(FrameReader by, ByteBuf frame) {
        by.read(frame.readerIndex(0), last);
        return last.take();
    }

    Message read(List<ByteBuf> pieces) {
        for (int i = 0; i < pieces.size(); i++) reader.read(pieces.get(i).readerIndex(0), last);
        return last.take();
    }

    private long write(Message message) {
        int start = batch.writerIndex();
        if (FrameWriter.append(message, Workload.MAGIC, batch, SMALL)) {
            long fold = Fold.add(batch.getIntLE(start + CHECKSUM), batch.writerIndex() - start - HEADER);
            if (batch.writerIndex() > BATCH - SMALL) {
                out.clear().writeBytes(batch);
                batch.clear();
            }
            return fold;
        }
        var frame = FrameWriter.write(message, Workload.MAGIC, ALLOCATOR);
        try {
            return Fold.add(frame.getIntLE(CHECKSUM), frame.readableBytes() - HEADER);
        } finally {
            frame.release();
        }
    }

    /// A transaction keeps its bytes and its hash, so each one is made anew from its parts: nobody sends one often without having
    /// it in that form.
    private LongSupplier encode(Message message) {
        if (!(message instanceof Tx(var transaction))) return () -> write(message);
        int version = transaction.version();
        var inputs = transaction.inputs().stream().map(i -> new TxInput(i.previousTxid(), i.previousIndex(), i.script().compact(), i.sequence())).toList();
        var outputs = transaction.outputs().stream().map(o -> new TxOutput(o.value(), o.script().compact())).toList();
        long lockTime = transaction.lockTime();
        return () -> write(new Tx(Transaction.of(version, inputs, outputs, lockTime)));
    }

    /// Reads a message each time and folds its fields. Which kind it will be is known, as the floor knows it.
    private static LongSupplier fold(Message kind, Supplier<Message> read) {
        return switch (kind) {
            case Ping _ -> () -> Fold.add(0, ((Ping) read.get()).nonce());
            case Inv _ -> () -> fold((Inv) read.get());
            case Addr _ -> () -> fold((Addr) read.get());
            case Headers _ -> () -> fold((Headers) read.get());
            case Tx _ -> () -> transaction(0, ((Tx) read.get()).transaction());
            case Block _ -> () -> fold((Block) read.get());
            default -> throw new IllegalArgumentException(kind.command().name());
        };
    }

    private static long fold(Inv message) {
        long fold = 0;
        for (var item : message.items()) fold = hash(Fold.add(fold, item.type()), item.hash());
        return fold;
    }

    private static long fold(Addr message) {
        long fold = 0;
        for (var entry : message.addresses()) {
            var address = entry.address();
            fold = Fold.add(Fold.add(fold, entry.time()), address.services());
            fold = Fold.add(Fold.add(Fold.add(fold, address.ip().high()), address.ip().low()), address.port());
        }
        return fold;
    }

    private static long fold(Headers message) {
        long fold = 0;
        for (var entry : message.entries()) fold = Fold.add(header(fold, entry.header()), entry.transactionCount());
        return fold;
    }

    private static long fold(Block message) {
        long fold = header(0, message.header());
        for (var transaction : message.transactions()) fold = transaction(fold, transaction);
        return fold;
    }

    private static long ids(Message message) {
        long fold = 0;
        switch (message) {
            case Headers m -> {
                for (var entry : m.entries()) fold = hash(fold, entry.header().hash());
            }
            case Tx m -> fold = hash(0, m.transaction().txid());
            case Block m -> {
                for (var transaction : m.transactions()) fold = hash(fold, transaction.txid());
            }
            default -> throw new IllegalArgumentException(message.command().name());
        }
        return fold;
    }

    private static long txids(Message block) {
        long fold = 0;
        for (var txid : ((Block) block).txids()) fold = hash(fold, txid);
        return fold;
    }

    private static long header(long before, BlockHeader header) {
        long fold = hash(hash(Fold.add(before, header.version()), header.previous()), header.merkleRoot());
        return Fold.add(Fold.add(Fold.add(fold, header.time()), header.bits()), header.nonce());
    }

    private static long transaction(long before, Transaction transaction) {
        long fold = Fold.add(before, transaction.version());
        for (var input : transaction.inputs()) {
            fold = Fold.add(hash(fold, input.previousTxid()), input.previousIndex());
            fold = Fold.add(script(fold, input.script()), input.sequence());
        }
        for (var output : transaction.outputs()) fold = script(Fold.add(fold, output.value()), output.script());
        return Fold.add(fold, transaction.lockTime());
    }

    private static long script(long fold, Bytes script) {
        return script.isEmpty() ? Fold.add(fold, 0) : Fold.addScript(fold, script.length(), script.at(0), script.at(script.length() - 1));
    }

    private static long hash(long before, Hash256 hash) {
        long fold = Fold.add(Fold.add(before, hash.word(0)), hash.word(1));
        return Fold.add(Fold.add(fold, hash.word(2)), hash.word(3));
    }

    /// Keeps what the reader finds until it is taken.
    private static final class Last implements FrameSink {
        private static final Message NONE = new Ping(0);
        private Message message = NONE;

        @Override
        public void message(Message found, long frameBytes) {
            message = found;
        }

        @Override
        public void fault(LinkFault fault) {
            throw new IllegalStateException("expected a message, found " + fault);
        }

        Message take() {
            var taken = message;
            message = NONE;
            return taken;
        }
    }
}
