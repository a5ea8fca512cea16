package bsv.p2p.manager.peers;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.util.Optional;

/// Passes everything on and tells once when the link is over.
record CountedCaller(LinkHandler handler, Runnable over) implements LinkHandler {
    @Override
    public void opened(Link link) {
        handler.opened(link);
    }

    @Override
    public void received(Link link, Message message, long frameBytes) {
        handler.received(link, message, frameBytes);
    }

    @Override
    public Optional<PayloadSink> offered(Link link, PayloadFacts facts) {
        return handler.offered(link, facts);
    }

    @Override
    public void faulted(Link link, LinkFault fault) {
        handler.faulted(link, fault);
    }

    @Override
    public void closed(Optional<PeerFailure> failure) {
        over.run();
        handler.closed(failure);
    }
}
