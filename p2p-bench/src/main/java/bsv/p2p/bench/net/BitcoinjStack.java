package bsv.p2p.bench.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.BitcoinSerializer;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.net.NioClientManager;
import org.bitcoinj.net.NioServer;
import org.bitcoinj.params.RegTestParams;

/// bitcoinj's server, client and message handler; above them no more than the handshake.
final class BitcoinjStack implements Stack {
    static final NetworkParameters PARAMETERS = RegTestParams.get();

    private final NioClientManager clients = new NioClientManager();
    private final Set<BitcoinjPeer> peers = ConcurrentHashMap.newKeySet();
    private final LoopbackAddresses addresses = new LoopbackAddresses();
    private final AtomicLong heard = new AtomicLong();
    private final int port = freePort();
    private volatile Optional<Message> news = Optional.empty();
    private volatile boolean busy;

    BitcoinjStack() {
        Context.propagate(new Context()); // It makes no thread without one.
        try {
            var server = new NioServer((address, callerPort) -> new BitcoinjPeer(this, new InetSocketAddress(address, callerPort), false, false), Plain.loopback(port));
            server.startAsync().awaitRunning();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        clients.startAsync().awaitRunning();
    }

    private static int freePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(Plain.loopback(0));
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long heard() {
        return heard.get();
    }

    /// On the one thread that reads.
    void hear() {
        heard.setRelease(heard.getPlain() + 1);
        news.ifPresent(this::broadcast);
    }

    void opened(BitcoinjPeer peer) {
        peers.add(peer);
    }

    void closed(BitcoinjPeer peer) {
        peers.remove(peer);
    }

    @Override
    public void send(Kind kind) {
        var peer = peers.iterator().next();
        var message = message(kind);
        var window = new Semaphore(SendWindow.of(kind));
        busy = true;
        Thread.ofPlatform().daemon().start(() -> {
            while (busy) {
                window.acquireUninterruptibly();
                var _ = peer.sendMessage(message).whenComplete((_, _) -> window.release());
            }
        });
    }

    @Override
    public void fanOut(Kind kind) {
        var message = message(kind);
        news = Optional.of(message);
        for (int i = 0; i < 2; i++) broadcast(message);
    }

    private void broadcast(Message message) {
        for (var peer : peers) {
            var _ = peer.sendMessage(message);
        }
    }

    /// It encodes a message whenever it sends it.
    private static Message message(Kind kind) {
        try {
            return new BitcoinSerializer(BitcoinNetwork.REGTEST).deserialize(ByteBuffer.wrap(kind.frame()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void dial(int peerPort, int atOnce) {
        call(peerPort, atOnce, false);
    }

    @Override
    public void crawl(int peerPort, int atOnce) {
        call(peerPort, atOnce, true);
    }

    private void call(int peerPort, int atOnce, boolean asking) {
        busy = true;
        for (int i = 0; i < atOnce; i++) callNext(peerPort, asking);
    }

    private void callNext(int peerPort, boolean asking) {
        if (!busy) return;
        var address = addresses.nextSocket(peerPort);
        var peer = new BitcoinjPeer(this, address, true, asking);
        peer.whenClosed(() -> callNext(peerPort, asking));
        var _ = clients.openConnection(address, peer);
    }

    @Override
    public void stop() {
        busy = false;
        news = Optional.empty();
    }
}
