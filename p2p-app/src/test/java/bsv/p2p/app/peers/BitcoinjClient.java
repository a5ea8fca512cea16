package bsv.p2p.app.peers;

import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.AddressMessage;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.Services;
import org.bitcoinj.core.VersionMessage;
import org.bitcoinj.net.NioClientManager;
import org.bitcoinj.utils.Threading;

/// bitcoinj on the dialing side, one bare Peer.
final class BitcoinjClient implements AutoCloseable {
    final Journal<Message> received = new Journal<>();
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
    private final NioClientManager connections = new NioClientManager();
    private final Peer peer;

    /// Begins to dial.
    BitcoinjClient(NetworkParameters params, Endpoint target) {
        Context.propagate(new Context());
        var version = new VersionMessage(params, 0);
        version.localServices = Services.of(Services.NODE_NETWORK);
        peer = new Peer(params, version, PeerAddress.simple(target.toSocketAddress()), null);
        peer.addPreMessageReceivedEventListener(Threading.SAME_THREAD, (_, message) -> {
            received.add(message);
            return message;
        });
        peer.addDisconnectedEventListener(Threading.SAME_THREAD, (_, _) -> disconnected.complete(null));
        connections.startAsync().awaitRunning();
        var _ = connections.openConnection(target.toSocketAddress(), peer);
    }

    /// Dials and waits for the handshake.
    static BitcoinjClient connected(NetworkParameters params, Endpoint target) throws Exception {
        var client = new BitcoinjClient(params, target);
        try {
            client.soon(client.peer.getVersionHandshakeFuture());
            return client;
        } catch (Exception failed) {
            client.close();
            throw failed;
        }
    }

    /// What the peer said of itself.
    VersionMessage version() {
        return peer.getPeerVersionMessage();
    }

    Duration ping() throws Exception {
        return soon(peer.sendPing());
    }

    AddressMessage addresses() throws Exception {
        return soon(peer.getAddr());
    }

    /// Asks for a block. The answer comes when we send it.
    Future<Block> block(Sha256Hash hash) {
        return peer.getBlock(hash);
    }

    void awaitDisconnected() throws Exception {
        disconnected.get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// bitcoinj's futures do not fail when the peer hangs up.
    private <T> T soon(CompletableFuture<T> future) throws Exception {
        CompletableFuture.anyOf(future, disconnected).get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!future.isDone()) throw new AssertionError("the peer hung up");
        return future.get();
    }

    @Override
    public void close() {
        peer.close();
        connections.stopAsync().awaitTerminated();
    }
}
