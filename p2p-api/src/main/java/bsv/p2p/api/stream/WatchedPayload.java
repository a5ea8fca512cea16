package bsv.p2p.api.stream;

import bsv.p2p.api.message.Bytes;
import java.util.Optional;
import java.util.function.Consumer;

/// A stream whose pieces somebody else sees too.
record WatchedPayload(PayloadStream payload, Consumer<? super Bytes> also) implements PayloadStream {
    @Override
    public PayloadFacts facts() {
        return payload.facts();
    }

    @Override
    public Optional<Bytes> next() throws InterruptedException {
        var piece = payload.next();
        piece.ifPresent(also);
        return piece;
    }
}
