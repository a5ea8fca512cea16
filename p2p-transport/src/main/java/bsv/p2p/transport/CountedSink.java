package bsv.p2p.transport;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.PayloadSink;

/// A sink that tells when its payload is whole.
record CountedSink(PayloadSink sink, Runnable whole) implements PayloadSink {
    @Override
    public void take(Bytes piece) {
        sink.take(piece);
    }

    @Override
    public void complete(boolean checksumOk) {
        whole.run();
        sink.complete(checksumOk);
    }

    @Override
    public void broken() {
        sink.broken();
    }
}
