package bsv.p2p.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.FrameReader;
import bsv.p2p.codec.FrameSink;
import bsv.p2p.codec.MessageCodecs;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/// What a fuzzer calls: a whole manager in virtual time, and a peer that does what the input says, byte by byte. Whatever the peer does, the manager
/// must not fail, complain of itself, or keep anything when all is over.
///
/// The first byte says who calls whom and whether there is a place; then each byte begins something that the peer does: see [#act].
public final class ConnectionFuzz {
    private static final Endpoint NODE = Endpoint.parse("10.0.0.1:18444");
    private static final Endpoint PEER = Endpoint.parse("10.0.1.1:18444");
    private static final Duration LATENCY = Duration.ofMillis(10);
    private static final Duration AFTERWARDS = Duration.ofMinutes(3);
    private static final int KINDS = 16;
    private static final int MOST = 5;
    /// In the corpus.
    static final String NAME = "connection";
    private static final List<Command> COMMANDS = MessageCodecs.ALL.stream().map(codec -> codec.command()).toList();
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    private final VirtualNetwork network = new VirtualNetwork(LATENCY);
    private final FuzzedPeer peer = new FuzzedPeer(network);
    private final PeerManager node;
    private final byte[] input;
    private int at;

    private ConnectionFuzz(byte[] input) {
        this.input = input;
        int how = next();
        boolean calls = (how & 1) == 0;
        boolean hasPlace = (how & 2) == 0;
        var store = new PlainPeerStore();
        if (!calls) store.create(Peer.discovered(new UUID(1, 2), PEER, "fuzz", network.clock().instant()));
        var config = ManagerConfig.of(Network.REGTEST);
        node = PeerManager.builder(config.withDiscovery(config.discovery().withStrategies(List.of()))
                        .withLimits(ConnectionLimits.of(calls ? 0 : 1, calls && !hasPlace ? 0 : MOST))
                        .withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE))))
                .transport(network.transport(NODE.ip())).store(store).environment(network.clock(), new Random(how), network.blocking()).build();
        node.subscribeControlEvents(_ -> {}, SubscriptionOptions.DEFAULT);
        node.subscribeBitcoinMessages(_ -> {}, SubscriptionOptions.DEFAULT.withKeepAlive(true));
        if (!calls) peer.listen();
        node.start();
        if (calls) peer.dial(NODE);
        network.run(LATENCY.multipliedBy(4));
    }

    /// Called once.
    ///
    /// @param arguments none are wanted
    public static void fuzzerInitialize(String[] arguments) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        LOG.setContext(context);
        LOG.start();
        root.addAppender(LOG);
    }

    /// Called for each input; whatever it throws is a finding.
    public static void fuzzerTestOneInput(byte[] input) {
        LOG.list.clear();
        if (input.length > 0) new ConnectionFuzz(input).run();
        assertThat(LOG.list).as("errors logged").noneMatch(event -> event.getLevel() == Level.ERROR);
    }

    private void run() {
        while (at < input.length) {
            act(next());
            network.run(Duration.ofMillis(1));
        }
        network.run(AFTERWARDS);
        assertThat(node.counts().reserved()).isLessThanOrEqualTo(MOST);
        network.runWhile(node::shutdown);
        network.run(LATENCY.multipliedBy(4));
        assertThat(node.connections()).isEmpty();
        assertThat(node.counts().reserved()).as("places that were not given back").isZero();
        assertThat(peer.isClosed() || peer.connections() == 0).as("the peer is alone").isTrue();
    }

    private int next() {
        return at < input.length ? input[at++] & 0xff : 0;
    }

    private byte[] next(int count) {
        int some = Math.min(count, input.length - at);
        var bytes = new byte[some];
        System.arraycopy(input, at, bytes, 0, some);
        at += some;
        return bytes;
    }

    private void act(int what) {
        switch (what % KINDS) {
            case 0 -> peer.write(FrameBytes.write(peer.version(), Network.REGTEST.magic()).toArray());
            case 1 -> peer.write(FrameBytes.write(new Verack(), Network.REGTEST.magic()).toArray());
            case 2 -> network.run(Duration.ofMillis(10L * next()));
            case 3 -> network.run(Duration.ofSeconds(next()));
            case 4 -> peer.hangUp();
            case 5 -> peer.dial(NODE);
            case 6 -> peer.write(next(next())); // whatever it is
            case 7 -> peer.obliging = !peer.obliging;
            case 8 -> node.connections().forEach(connection -> node.disconnect(connection.peerId(), "fuzz"));
            case 9 -> node.updateConfig(changed(next()));
            default -> peer.write(frame(COMMANDS.get(next() % COMMANDS.size()), next(next())));
        }
    }

    private ManagerConfig changed(int how) {
        var config = node.config();
        var connection = config.connection().withPingInterval(Duration.ofSeconds(1 + how)).withHandshakeTimeout(Duration.ofSeconds(1 + how % 7));
        return config.withConnection(connection).withLimits(ConnectionLimits.of(how % 2, 1 + how % MOST));
    }

    /// With the checksum that it should have.
    private static byte[] frame(Command command, byte[] payload) {
        var frame = Unpooled.buffer();
        new FrameHeader(Network.REGTEST.magic(), command, payload.length, Bytes.wrap(payload).checksum(), false).write(frame);
        frame.writeBytes(payload);
        var bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    /// Sends bytes: to the node goes what its reader would make of them.
    private static final class FuzzedPeer extends ScriptedPeer implements FrameSink {
        private FrameReader reader = newReader();
        private boolean obliging;

        FuzzedPeer(VirtualNetwork network) {
            super(network, PEER);
        }

        private static FrameReader newReader() {
            return new FrameReader(Network.REGTEST.magic(), ManagerConfig.of(Network.REGTEST).connection().payloads());
        }

        @Override
        protected void begin() {
            reader.close();
            reader = newReader();
        }

        @Override
        protected void hear(Message message) {
            if (obliging) super.hear(message);
        }

        void write(byte[] bytes) {
            reader.read(Unpooled.wrappedBuffer(bytes), this);
        }

        @Override
        public void message(Message message, long frameBytes) {
            send(message);
        }

        @Override
        public void fault(LinkFault fault) {
            sendFault(fault);
        }
    }

    /// What to begin with: conversations of some good peers, in both directions.
    static List<byte[]> seeds() {
        return List.of(new byte[] {0, 0, 1, 3, 100}, new byte[] {1, 7, 3, 100}, new byte[] {2, 0, 1, 3, 10}, new byte[] {0, 7, 0, 1, 9, 3, 3, 50, 4, 5, 3, 20}, new byte[] {1, 0, 1, 8, 3, -56},
                new byte[] {0, 0, 1, 10, 12, 2, 1, 2, 11, 20, 0, 3, -1, 6, 5, 1, 2, 3, 4, 5});
    }
}
