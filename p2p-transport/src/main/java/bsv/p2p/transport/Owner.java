package bsv.p2p.transport;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.util.Optional;

/// Who a link belongs to. What its code throws, errors included, ends the link and nothing else. On the loop.
final class Owner {
    private final NettyLink link;
    private final LinkHandler handler;

    Owner(NettyLink link, LinkHandler handler) {
        this.link = link;
        this.handler = handler;
    }

    void opened() {
        guarded(() -> handler.opened(link));
    }

    void received(Message message, long frameBytes) {
        try {
            handler.received(link, message, frameBytes);
        } catch (Throwable thrown) {
            link.failed("a handler failed; its link is closed", thrown);
        }
    }

    Optional<PayloadSink> offered(PayloadFacts facts) {
        try {
            return handler.offered(link, facts).map(sink -> new GuardedSink(sink, this));
        } catch (Throwable thrown) {
            link.failed("a handler failed; its link is closed", thrown);
            return Optional.empty();
        }
    }

    void faulted(LinkFault fault) {
        guarded(() -> handler.faulted(link, fault));
    }

    void closed(Optional<PeerFailure> failure) {
        guarded(() -> handler.closed(failure));
    }

    void hears(SendOutcome outcome, boolean written) {
        guarded(() -> outcome.done(written));
    }

    void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            link.failed("a handler failed; its link is closed", thrown);
        }
    }
}
