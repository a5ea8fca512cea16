package bsv.p2p.manager.connection;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The links of a connection, one after the other: which one is current, since when, and whether it is read from. One that was given up is
/// not heard any more, so that nothing late is taken for the next one's. On the connection's loop, unless it says otherwise.
final class CurrentLink {
    private final Hearer hearer;
    private final AtomicInteger holds = new AtomicInteger();
    private @Nullable Ear current;
    private volatile @Nullable Link link;
    private volatile @Nullable Instant openedAt;

    /// Who hears the current link.
    interface Hearer {
        /// Whether a link is waited for.
        boolean expects();

        Instant now();

        /// A link is open, and nothing was read from it yet.
        void opened(Link link);

        void received(Message message, long frameBytes);

        void heard(Input input);

        Optional<PayloadSink> offered(PayloadFacts facts);

        /// There is no link any more.
        ///
        /// @param last the one that there was
        void forgotten(Optional<Link> last);
    }

    CurrentLink(Hearer hearer) {
        this.hearer = hearer;
    }

    /// From any thread.
    Optional<Link> get() {
        return Optional.ofNullable(link);
    }

    /// From any thread.
    Optional<Instant> openedAt() {
        return Optional.ofNullable(openedAt);
    }

    /// A handler for the next link.
    LinkHandler newHandler() {
        return new Ear();
    }

    /// Closes it in good order; it is not heard any more.
    void close() {
        var open = link;
        forget();
        if (open != null) open.close();
    }

    private void forget() {
        var last = get();
        if (current != null) current.live = false;
        current = null;
        link = null;
        openedAt = null;
        hearer.forgotten(last);
    }

    /// Stops reading, also from later links, until released as often as held. From any thread.
    void hold() {
        if (holds.getAndIncrement() == 0) pause(true);
    }

    void release() {
        if (holds.decrementAndGet() == 0) pause(false);
    }

    boolean isHeld() {
        return holds.get() > 0;
    }

    private void pause(boolean paused) {
        get().ifPresent(open -> open.pauseReading(paused));
    }

    /// Hears one link.
    private final class Ear implements LinkHandler {
        private boolean live;
        private boolean wasOpened;

        @Override
        public void opened(Link opened) {
            wasOpened = true;
            if (!hearer.expects()) {
                opened.close();
                return;
            }
            live = true;
            current = this;
            link = opened;
            openedAt = hearer.now();
            if (isHeld()) opened.pauseReading(true);
            hearer.opened(opened);
            hearer.heard(new Input.LinkOpened());
        }

        @Override
        public void received(Link from, Message message, long frameBytes) {
            if (live) hearer.received(message, frameBytes);
        }

        @Override
        public Optional<PayloadSink> offered(Link from, PayloadFacts facts) {
            return live ? hearer.offered(facts) : Optional.empty();
        }

        @Override
        public void faulted(Link from, LinkFault fault) {
            if (live) hearer.heard(new Input.Faulted(fault));
        }

        @Override
        public void closed(Optional<PeerFailure> failure) {
            boolean neverOpened = !wasOpened && hearer.expects();
            if (!live && !neverOpened) return;
            forget();
            hearer.heard(new Input.LinkClosed(failure));
        }
    }
}
