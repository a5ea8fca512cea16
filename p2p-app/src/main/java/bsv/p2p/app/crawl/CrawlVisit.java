package bsv.p2p.app.crawl;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Chain;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One call: shakes hands, asks for addresses, waits for the answer, hangs up. Lives on the loop of its connection.
final class CrawlVisit implements LinkHandler {
    /// Nothing that a crawl wants is larger; what is, is dropped as it comes.
    private static final int MOST_HELD = 64 * 1024;
    /// More than an honest peer sends before it has answered.
    private static final int MOST_TOLD = 1_024;

    private final Endpoint address;
    private final CrawlPlan plan;
    private final Version version;
    private final EventLoop loop;
    private final BiConsumer<CrawlVisit, Visited> ended;
    private final List<TimestampedAddress> told = new ArrayList<>();
    private long began;
    private @Nullable Link link;
    private EventLoop.@Nullable Timeout timeout;
    private @Nullable Version theirs;
    private boolean verackReceived;
    private @Nullable Duration handshake;
    private String problem = "";
    private boolean over;
    private boolean cutOff;

    /// @param version ours, sent first
    /// @param ended told once, on the loop, when the connection is gone
    CrawlVisit(Endpoint address, CrawlPlan plan, Version version, EventLoop loop, BiConsumer<CrawlVisit, Visited> ended) {
        this.address = address;
        this.plan = plan;
        this.version = version;
        this.loop = loop;
        this.ended = ended;
    }

    void begin(Transport transport) {
        began = loop.nanoTime();
        transport.connect(address, plan.link(), loop, this);
    }

    /// Hangs up soon, whatever there was to come; from any thread.
    void cutOff() {
        loop.execute(() -> {
            cutOff = !over;
            hangUp("");
        });
    }

    /// Whether it ended because of [#cutOff()].
    boolean isCutOff() {
        return cutOff;
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        if (over) {
            opened.close();
            return;
        }
        opened.limitPayloads(Long.MAX_VALUE, MOST_HELD);
        opened.send(version);
        timeout = loop.schedule(() -> hangUp(new PeerFailure.HandshakeTimeout(plan.handshakeTimeout()).describe()), plan.handshakeTimeout());
    }

    @Override
    public void received(Link from, Message message, long frameBytes) {
        if (over) return;
        switch (message) {
            case Version v when theirs == null -> {
                theirs = v;
                from.send(new Verack());
                from.send(ProtoConf.of(plan.link().payloads().maxRecvPayloadLength(), "Default"));
                ask(from);
            }
            case Verack _ -> {
                verackReceived = true;
                ask(from);
            }
            case Ping ping -> from.send(ping.reply());
            case Reject reject when handshake == null -> problem = "refused: " + reject.reason();
            case Addr addr when handshake != null -> take(addr);
            default -> {
                // of no interest
            }
        }
    }

    private void ask(Link peer) {
        if (theirs == null || !verackReceived || handshake != null) return;
        handshake = Duration.ofNanos(loop.nanoTime() - began);
        problem = "";
        if (timeout != null) timeout.cancel();
        if (!plan.otherChains() && visited().chain() == Chain.OTHER) {
            hangUp("");
            return;
        }
        peer.send(new GetAddr());
        timeout = loop.schedule(() -> hangUp(told.isEmpty() ? "told no addresses within " + plan.addrWait().toSeconds() + " s" : ""), plan.addrWait());
    }

    /// A single address is a peer's own, which it announces unasked; more are the answer.
    private void take(Addr addr) {
        for (var one : addr.addresses()) {
            if (told.size() < MOST_TOLD) told.add(one);
        }
        if (addr.addresses().size() > 1) hangUp("");
    }

    private void hangUp(String why) {
        if (over) return;
        over = true;
        if (problem.isEmpty()) problem = why;
        if (link != null) link.close();
    }

    @Override
    public void faulted(Link from, LinkFault fault) {
        if (fault.endsStream()) hangUp(fault.describe());
    }

    @Override
    public void closed(Optional<PeerFailure> failure) {
        if (timeout != null) timeout.cancel();
        if (!over && problem.isEmpty()) problem = handshake == null && link != null ? "closed during the handshake" : failure.map(PeerFailure::describe).orElse("closed");
        over = true;
        ended.accept(this, visited());
    }

    private Visited visited() {
        return new Visited(address, Optional.ofNullable(theirs), Optional.ofNullable(handshake), List.copyOf(told), problem);
    }
}
