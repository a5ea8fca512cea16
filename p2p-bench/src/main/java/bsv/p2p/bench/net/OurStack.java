package bsv.p2p.bench.net;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.event.SubscriptionOptions.Overflow;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// A whole manager with a listener and one subscriber of all messages, for whose sake peers are held back rather than messages dropped. It crawls on
/// the transport alone, as the crawler of the command line does.
final class OurStack implements Stack {
    private static final int MOST = 20_000;
    /// Of the messages of its own: more than come in one turn of the loop, else peers would be held back in each.
    private static final int CAPACITY = 4_096;
    private static final SubscriptionOptions EVERYTHING = SubscriptionOptions.DEFAULT.withOverflow(Overflow.HOLD_BACK).withCapacity(CAPACITY);
    private static final int SHARE_ASKED_FOR = 2;

    private final Transport transport;
    private final ManagerConfig config;
    private final PeerManager node;
    private final AtomicLong heard = new AtomicLong();
    private final LoopbackAddresses addresses = new LoopbackAddresses();
    private volatile Optional<Supplier<Message>> news = Optional.empty();
    private volatile boolean busy;
    private Optional<Subscription> dialing = Optional.empty();

    OurStack(StackOptions options) {
        transport = Plugins.installed().find(TransportProvider.class, "netty")
                .open(Map.of("threads", Integer.toString(options.loops()), "io", options.epoll() ? "epoll" : "nio"));
        var defaults = ManagerConfig.of(new Network("bench", Frames.MAGIC, 18_444, List.of()));
        config = defaults.withLimits(ConnectionLimits.of(0, MOST).withMaxInboundPerAddress(0)).withDiscovery(defaults.discovery().withStrategies(List.of()))
                .withListener(defaults.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1", 0))).withPort(OptionalInt.of(0)));
        node = PeerManager.builder(config).transport(transport).build();
        node.subscribeBitcoinMessages(this::hear, EVERYTHING);
        node.start();
    }

    @Override
    public int port() {
        return node.listeners().getFirst().port();
    }

    @Override
    public long heard() {
        return heard.get();
    }

    private void hear(BitcoinMessageEvent event) {
        switch (event.message()) {
            case Inv _, Tx _, Block _ -> {
                heard.setRelease(heard.getPlain() + 1);
                news.ifPresent(message -> node.broadcast(message.get()));
            }
            default -> {
                // part of no measurement
            }
        }
    }

    @Override
    public void subscribe(int more) {
        for (int i = 0; i < more; i++) {
            var bytes = new AtomicLong();
            node.subscribeBitcoinMessages(event -> bytes.setRelease(bytes.getPlain() + event.frameBytes()), EVERYTHING);
        }
    }

    @Override
    public void send(Kind kind) {
        var peer = node.connections().getFirst().peerId();
        busy = true;
        Thread.ofPlatform().daemon().start(() -> send(peer, OurMessages.of(kind), SendWindow.of(kind)));
    }

    /// Asks only for the last of some whether it was written: those before it were too.
    private void send(UUID peer, Supplier<Message> message, int underWay) {
        int some = Math.max(1, underWay / SHARE_ASKED_FOR);
        var window = new Semaphore(underWay);
        while (busy) {
            window.acquireUninterruptibly(some);
            for (int i = 1; i < some; i++) {
                var _ = node.send(peer, message.get());
            }
            var _ = node.send(peer, message.get()).whenComplete((_, _) -> window.release(some));
        }
    }

    @Override
    public void fanOut(Kind kind) {
        var message = OurMessages.of(kind);
        news = Optional.of(message);
        for (int i = 0; i < 2; i++) node.broadcast(message.get());
    }

    @Override
    public void dial(int port, int atOnce) {
        busy = true;
        dialing = Optional.of(node.subscribeControlEvents(event -> {
            switch (event) {
                case ControlEvent.ConnectionEstablished established -> node.disconnect(established.peerId(), "seen");
                case ControlEvent.ConnectionLost _, ControlEvent.ConnectionFailed _ -> connect(port);
                default -> {
                    // on the way
                }
            }
        }, SubscriptionOptions.DEFAULT));
        for (int i = 0; i < atOnce; i++) connect(port);
    }

    private void connect(int port) {
        if (busy) node.connect(addresses.next(port));
    }

    @Override
    public void crawl(int port, int atOnce) {
        busy = true;
        var link = LinkOptions.of(Frames.MAGIC, config.connection(), Optional.empty());
        for (int i = 0; i < atOnce; i++) visit(link, port);
    }

    private void visit(LinkOptions link, int port) {
        if (busy) new OurVisit(config.identity(), () -> visit(link, port)).begin(transport, addresses.next(port), link);
    }

    @Override
    public void stop() {
        busy = false;
        news = Optional.empty();
        dialing.ifPresent(Subscription::cancel);
        dialing = Optional.empty();
    }
}
