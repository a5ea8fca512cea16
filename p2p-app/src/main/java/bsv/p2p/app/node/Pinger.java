package bsv.p2p.app.node;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.BackoffConfig;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.DiscoveryConfig;
import bsv.p2p.api.config.ListenerConfig;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.RestartConfig;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.app.config.NodeConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One real connection to one peer, by which round trips are measured: a node that knows nobody else, remembers nothing and does not
/// try again.
public final class Pinger implements AutoCloseable {
    private final PeerManager node;
    private final Duration timeout;
    private final SecureRandom random = new SecureRandom();
    private final CompletableFuture<HandshakeComplete> handshake = new CompletableFuture<>();
    private final CompletableFuture<UUID> established = new CompletableFuture<>();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Long>> pongs = new ConcurrentHashMap<>();

    /// The peer did not do what was hoped for.
    public static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        /// @param message for people; may hold text of the peer
        NoAnswer(String message) {
            super(message);
        }
    }

    /// @param config what counts of it is the network, what this node says of itself, and the transport
    /// @param timeout for the TCP connection, for the handshake, and for each pong
    public Pinger(NodeConfig config, Plugins plugins, Endpoint peer, Duration timeout) {
        this.timeout = timeout;
        var alone = new NodeConfig(alone(config.manager(), timeout), List.of(peer), List.of(), config.transport(), config.transportSettings(),
                List.of(), Map.of(), config.events(), config.logFormat(), Optional.empty(), Optional.empty());
        node = Nodes.of(alone, plugins);
        node.subscribeControlEvents(this::onFact);
        node.subscribeBitcoinMessages(this::onMessage, SubscriptionOptions.DEFAULT.withKeepAlive(true));
    }

    /// Connects and shakes hands.
    ///
    /// @return what the peer told of itself
    public HandshakeComplete connect() throws NoAnswer, InterruptedException {
        node.start();
        // The connection has these limits itself; this one is for an engine that forgets them.
        await(established, timeout.multipliedBy(2).plusSeconds(5));
        return await(handshake, timeout);
    }

    /// Sends a ping and waits for its pong.
    public Duration ping() throws NoAnswer, InterruptedException {
        long nonce = 0;
        while (nonce == 0) nonce = random.nextLong();
        var pong = new CompletableFuture<Long>();
        pongs.put(nonce, pong);
        try {
            long sent = System.nanoTime();
            node.send(await(established, timeout), new Ping(nonce)).exceptionally(failure -> {
                pong.completeExceptionally(failure);
                return null;
            });
            return Duration.ofNanos(await(pong, timeout) - sent);
        } finally {
            pongs.remove(nonce);
        }
    }

    /// Whether the connection has ended.
    public boolean isOver() {
        return over.isDone();
    }

    @Override
    public void close() {
        node.close();
    }

    private <T> T await(CompletableFuture<T> answer, Duration most) throws NoAnswer, InterruptedException {
        try {
            CompletableFuture.anyOf(answer, over).get(most.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.isDone()) return answer.get();
            throw new NoAnswer(over.get());
        } catch (TimeoutException _) {
            throw new NoAnswer("no answer within " + most.toMillis() + " ms");
        } catch (ExecutionException failed) {
            throw new NoAnswer(String.valueOf(failed.getCause() == null ? failed.getMessage() : failed.getCause().getMessage()));
        }
    }

    private void onFact(ControlEvent event) {
        switch (event) {
            case HandshakeComplete told -> handshake.complete(told);
            case ControlEvent.ConnectionEstablished up -> established.complete(up.peerId());
            case ControlEvent.ConnectionFailed failed -> over.complete(describe(failed.failure()));
            case ControlEvent.ConnectionLost lost -> over.complete(lost.failure().map(PeerFailure::describe).orElse("disconnected"));
            default -> {
                // nothing about the one connection
            }
        }
    }

    private void onMessage(BitcoinMessageEvent event) {
        if (!(event.message() instanceof Pong(long nonce))) return;
        var waiting = pongs.get(nonce);
        if (waiting != null) waiting.complete(System.nanoTime());
    }

    private static String describe(PeerFailure failure) {
        if (failure instanceof PeerFailure.ClosedDuringHandshake) {
            return failure.describe() + "; it may be on another network, have banned this address, or have no place";
        }
        var known = failure instanceof PeerFailure.NetworkMismatch(_, var received) ? Network.byMagic(received) : Optional.<Network>empty();
        return failure.describe() + known.map(network -> "; that is " + network.name() + ", try --network " + network.name()).orElse("");
    }

    private static ManagerConfig alone(ManagerConfig config, Duration timeout) {
        return config.withStore(StoreConfig.DEFAULT)
                .withListener(ListenerConfig.DEFAULT)
                .withDiscovery(DiscoveryConfig.DEFAULT.withStrategies(List.of()))
                .withLimits(ConnectionLimits.DEFAULT.withTarget(1).withMax(1))
                .withConnection(config.connection()
                        .withConnectTimeout(timeout)
                        .withHandshakeTimeout(timeout)
                        .withPingInterval(Duration.ofDays(1))
                        .withBackoff(BackoffConfig.DEFAULT.withMaxRetries(0))
                        .withRestarts(RestartConfig.DEFAULT.withMaxRestarts(0)));
    }
}
