package bsv.p2p.testkit;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// A journal that takes large payloads.
class PayloadJournal extends LinkJournal {
    private final BlockingQueue<Taken> payloads = new LinkedBlockingQueue<>();

    PayloadJournal(EventLoop loop) {
        super(loop);
    }

    @Override
    public Optional<PayloadSink> offered(Link from, PayloadFacts facts) {
        if (!loop().inLoop()) breach("offered outside the loop");
        var taken = new Taken(facts);
        payloads.add(taken);
        return Optional.of(taken);
    }

    /// Waits for the next payload to begin.
    Taken payload() {
        return next(payloads, "a payload");
    }

    int offers() {
        return payloads.size();
    }

    enum End {
        RIGHT, WRONG_CHECKSUM, BROKEN
    }

    /// What came of a payload.
    final class Taken implements PayloadSink {
        private final PayloadFacts facts;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<End> end = new CompletableFuture<>();

        private Taken(PayloadFacts facts) {
            this.facts = facts;
        }

        @Override
        public void take(Bytes piece) {
            if (!loop().inLoop()) breach("a piece outside the loop");
            if (end.isDone()) breach("a piece after the end");
            if (piece.length() > 1 << 16) breach("a piece of " + piece.length() + " bytes");
            synchronized (bytes) {
                bytes.writeBytes(piece.toArray());
            }
        }

        @Override
        public void complete(boolean checksumOk) {
            end(checksumOk ? End.RIGHT : End.WRONG_CHECKSUM);
        }

        @Override
        public void broken() {
            end(End.BROKEN);
        }

        private void end(End how) {
            if (hasEnded()) breach("the end of a payload after the end of the link");
            if (!end.complete(how)) breach("a payload ended twice");
        }

        PayloadFacts facts() {
            return facts;
        }

        Bytes bytes() {
            synchronized (bytes) {
                return Bytes.wrap(bytes.toByteArray());
            }
        }

        /// Waits for the end.
        End end() {
            return await(end, "the end of a payload");
        }

        boolean hasCome() {
            return end.isDone();
        }
    }
}
