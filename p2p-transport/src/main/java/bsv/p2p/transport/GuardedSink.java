package bsv.p2p.transport;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.PayloadSink;

/// A sink of the owner's: what it throws ends the link and nothing else.
record GuardedSink(PayloadSink sink, Owner owner) implements PayloadSink {
    @Override
    public void take(Bytes piece) {
        owner.guarded(() -> sink.take(piece));
    }

    @Override
    public void complete(boolean checksumOk) {
        owner.guarded(() -> sink.complete(checksumOk));
    }

    @Override
    public void broken() {
        owner.guarded(sink::broken);
    }
}
