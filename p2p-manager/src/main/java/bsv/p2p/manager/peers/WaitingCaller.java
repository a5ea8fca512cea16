package bsv.p2p.manager.peers;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A link that is not read from until its turn comes; then it passes everything on to the handler it was given.
final class WaitingCaller implements LinkHandler {
    private final Endpoint remote;
    private final EventLoop loop;
    private final Consumer<WaitingCaller> gone;
    private @Nullable Link link;
    private @Nullable LinkHandler handler;
    private boolean over;

    WaitingCaller(Endpoint remote, EventLoop loop, Consumer<WaitingCaller> gone) {
        this.remote = remote;
        this.loop = loop;
        this.gone = gone;
    }

    Endpoint remote() {
        return remote;
    }

    EventLoop loop() {
        return loop;
    }

    boolean isGone() {
        return over;
    }

    /// Its turn has come. On its loop.
    void proceed(LinkHandler turn) {
        handler = turn;
        if (link == null) return;
        turn.opened(link);
        link.pauseReading(false);
    }

    /// Closes it before its turn. On its loop.
    void giveUp() {
        over = true;
        if (link != null) link.close();
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        if (handler != null) handler.opened(opened);
        else if (over) opened.close();
        else opened.pauseReading(true);
    }

    @Override
    public void received(Link from, Message message, long frameBytes) {
        if (handler != null) handler.received(from, message, frameBytes);
    }

    @Override
    public Optional<PayloadSink> offered(Link from, PayloadFacts facts) {
        return handler == null ? Optional.empty() : handler.offered(from, facts);
    }

    @Override
    public void faulted(Link from, LinkFault fault) {
        if (handler != null) handler.faulted(from, fault);
    }

    @Override
    public void closed(Optional<PeerFailure> failure) {
        over = true;
        if (handler != null) handler.closed(failure);
        else gone.accept(this);
    }
}
