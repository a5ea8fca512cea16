package bsv.p2p.testkit;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A large payload on its way over a [VirtualLink]: the offer, the pieces, the end.
final class VirtualPayload {
    private static final int PIECE = 1 << 16;

    private final VirtualLink link;
    private final LinkHandler handler;
    private final PayloadFacts facts;
    private final List<Bytes> pieces;
    private Optional<PayloadSink> sink = Optional.empty();
    private boolean tooLarge;

    VirtualPayload(PayloadSource source, VirtualLink link, LinkHandler handler) {
        this.link = link;
        this.handler = handler;
        this.pieces = read(source);
        long length = pieces.stream().mapToLong(Bytes::length).sum();
        this.facts = new PayloadFacts(source.command(), length, length > 0xffff_ffffL, source.command().equals(Block.COMMAND) ? blockFacts() : Optional.empty());
    }

    /// What happens at the receiver, in order.
    List<Runnable> steps() {
        var steps = new ArrayList<Runnable>();
        steps.add(() -> {
            tooLarge = facts.length() > link.mostPayload();
            if (tooLarge) {
                handler.faulted(link, new LinkFault.Oversize(facts.command(), facts.length(), link.mostPayload()));
                return;
            }
            link.beginsPayload(this);
            sink = handler.offered(link, facts);
        });
        for (var piece : pieces) steps.add(() -> sink.ifPresent(to -> to.take(piece)));
        steps.add(this::complete);
        return steps;
    }

    private void complete() {
        if (tooLarge) return;
        link.received(facts.command());
        var taker = sink;
        sink = Optional.empty();
        taker.ifPresentOrElse(to -> to.complete(true), () -> handler.faulted(link, new LinkFault.Discarded(facts.command(), facts.length(), true)));
    }

    /// The link ended.
    void broken() {
        sink.ifPresent(PayloadSink::broken);
        sink = Optional.empty();
    }

    private Optional<PayloadFacts.BlockFacts> blockFacts() {
        var opening = new Opening();
        if (!pieces.isEmpty()) BlockWalker.of(opening).accept(pieces.getFirst().slice(0, Math.min(pieces.getFirst().length(), BlockHeader.LENGTH + 5)));
        return opening.facts;
    }

    private static List<Bytes> read(PayloadSource source) {
        var pieces = new ArrayList<Bytes>();
        try (var payload = source.open()) {
            var buffer = ByteBuffer.allocate(PIECE);
            for (int count = payload.read(buffer); count >= 0; count = payload.read(buffer)) {
                var piece = new byte[buffer.flip().remaining()];
                buffer.get(piece).clear();
                pieces.add(Bytes.wrap(piece));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return pieces;
    }

    private static final class Opening implements BlockVisitor {
        private Optional<PayloadFacts.BlockFacts> facts = Optional.empty();

        @Override
        public void header(BlockHeader header, long transactions) {
            facts = Optional.of(new PayloadFacts.BlockFacts(header, transactions));
        }

        @Override
        public void transaction(long index, Transaction transaction) {}

        @Override
        public void largeTransaction(long index, long size) {}
    }
}
