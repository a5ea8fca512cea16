package bsv.p2p.testkit;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkCounters;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.api.stream.PayloadSource;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One end of a link of a [VirtualNetwork]. Messages go over as they are; nobody counts bytes.
final class VirtualLink implements Link {
    /// Messages are not encoded here; as bytes their headers count.
    private static final int HEADER = 24;

    private static final long RETRANSMISSION_NANOS = 500_000_000;
    private final VirtualNetwork network;
    private final Endpoint local;
    private final Endpoint remote;
    private final LinkHandler handler;
    private final ArrayDeque<Runnable> unread = new ArrayDeque<>();
    private final ArrayDeque<Runnable> underWay = new ArrayDeque<>();
    private final VirtualTraffic traffic = new VirtualTraffic();
    private @Nullable VirtualLink other;
    private @Nullable VirtualPayload payload;
    private long mostPayload = Long.MAX_VALUE;
    private long arrivesAt;
    private boolean open = true;
    private boolean paused;
    private boolean wasPaused;
    private boolean progress;
    private long received;
    private long sent;
    private long lastReceived;
    private long lastSent;

    VirtualLink(VirtualNetwork network, Endpoint local, Endpoint remote, LinkHandler handler) {
        this.network = network;
        this.local = local;
        this.remote = remote;
        this.handler = handler;
        this.lastReceived = network.nanos();
        this.lastSent = network.nanos();
    }

    void join(VirtualLink otherEnd) {
        other = otherEnd;
        otherEnd.other = this;
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public EventLoop loop() {
        return network.loop();
    }

    @Override
    public void send(Message message) {
        send(message, _ -> {});
    }

    @Override
    public void send(Message message, SendOutcome outcome) {
        var to = other;
        boolean written = open && to != null;
        if (open && to != null) {
            sent++;
            traffic.sent(message);
            lastSent = network.nanos();
            go(to, message);
        }
        network.later(() -> outcome.done(written), 0);
    }

    /// Reads the payload at once, and hands it over in pieces as the network would.
    @Override
    public void send(PayloadSource payload, SendOutcome outcome) {
        var to = other;
        boolean written = open && to != null;
        if (open && to != null) {
            sent++;
            traffic.sent(payload.command());
            lastSent = network.nanos();
            var arriving = new VirtualPayload(payload, to, to.handler);
            pass(() -> arriving.steps().forEach(to::arrived), 0);
        }
        network.later(() -> outcome.done(written), 0);
    }

    private void go(VirtualLink to, Message message) {
        Runnable arrival = () -> to.arrived(() -> to.received(message));
        var trouble = network.plan().ofData().orElse(null);
        switch (trouble) {
            case null -> pass(arrival, 0);
            case DELAY, STALL -> pass(arrival, network.plan().pause().toNanos());
            case FLIP -> pass(() -> to.arrived(() -> to.handler.faulted(to, new LinkFault.BadChecksum(message.command(), 0, 1))), 0);
            case RESET -> {
                lost("reset by plan");
                pass(() -> to.lost("reset by plan"), 0);
            }
            case HALF_CLOSE -> pass(() -> to.lost("closed by the peer"), 0);
            case DROP, REFUSE -> {
                // nothing arrives
            }
        }
    }

    private void received(Message message) {
        traffic.received(message);
        handler.received(this, message, 0);
    }

    /// A large payload came whole.
    void received(Command command) {
        traffic.received(command);
    }

    /// Hands something over to the other end: after what went before, after the latency, and not while the two are cut apart.
    private void pass(Runnable arrival, long delayNanos) {
        arrivesAt = Math.max(arrivesAt, network.nanos() + network.latencyNanos() + delayNanos);
        underWay.add(arrival);
        network.later(this::arrive, arrivesAt - network.nanos());
    }

    private void arrive() {
        if (underWay.isEmpty()) return;
        if (network.plan().isCut(local.ip(), remote.ip())) network.later(this::arrive, RETRANSMISSION_NANOS);
        else underWay.remove().run();
    }

    boolean isOpen() {
        return open;
    }

    /// The other end hears of a fault in what this end sent.
    void sendFault(LinkFault fault) {
        var to = other;
        if (to != null) pass(() -> to.arrived(() -> to.handler.faulted(to, fault)), 0);
    }

    /// A part of a payload arrives here.
    void progress() {
        progress = true;
    }

    /// What comes to an end that is closed is answered by a reset.
    private void arrived(Runnable news) {
        var from = other;
        if (!open) {
            if (from != null) pass(() -> from.lost("reset by the peer"), 0);
            return;
        }
        received++;
        lastReceived = network.nanos();
        if (paused) unread.add(news);
        else news.run();
    }

    @Override
    public void close() {
        if (!open) return;
        open = false;
        var peer = other;
        if (peer != null) pass(() -> peer.lost("closed by the peer"), 0);
        breakOff();
        network.later(() -> handler.closed(Optional.empty()), 0);
    }

    void beginsPayload(VirtualPayload begun) {
        payload = begun;
    }

    private void breakOff() {
        if (payload != null) payload.broken();
        payload = null;
    }

    void lost(String cause) {
        if (!open) return;
        open = false;
        breakOff();
        handler.closed(Optional.of(new PeerFailure.ConnectionReset(cause)));
    }

    @Override
    public void pauseReading(boolean stop) {
        paused = stop;
        wasPaused |= stop;
        if (!stop) network.later(this::readOn, 0);
    }

    private void readOn() {
        while (!paused && open && !unread.isEmpty()) unread.remove().run();
    }

    @Override
    public boolean takePayloadProgress() {
        boolean was = progress || wasPaused;
        progress = false;
        wasPaused = paused;
        return was;
    }

    /// Messages have no length here; large payloads have.
    @Override
    public void limitPayloads(long most, long held) {
        mostPayload = most;
    }

    long mostPayload() {
        return mostPayload;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public long unreadBytes() {
        return 0;
    }

    @Override
    public boolean isCongested() {
        return false;
    }

    @Override
    public LinkTraffic traffic() {
        return traffic.now();
    }

    @Override
    public LinkCounters counters() {
        return new LinkCounters(received, received * HEADER, sent, sent * HEADER, lastReceived, lastSent);
    }
}
