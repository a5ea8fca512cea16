package bsv.p2p.app.peers;

import bsv.p2p.api.peer.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bitcoinj.core.AddressV1Message;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.GetAddrMessage;
import org.bitcoinj.core.GetHeadersMessage;
import org.bitcoinj.core.HeadersMessage;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.ProtocolException;
import org.bitcoinj.core.Services;
import org.bitcoinj.core.VersionMessage;
import org.bitcoinj.net.NioServer;
import org.bitcoinj.utils.Threading;

/// bitcoinj on the listening side: for each connection a Peer that shakes hands and answers ping by itself. It serves neither getaddr nor
/// getheaders, so these are answered here: with [#TOLD] and the genesis header.
final class BitcoinjServer implements AutoCloseable {
    static final String AGENT = "/Bitcoin SV:1.2.2/";
    static final int PROTOCOL_VERSION = 70_016;
    static final int HEIGHT = 815;
    /// The one address that it tells; nobody listens there.
    static final Endpoint TOLD = Endpoint.parse("127.0.5.99:8444");
    /// Its own, so that a ban of it is no ban of others.
    private static final String HOST = "127.0.5.1";

    /// Peers whose handshake is complete.
    final Journal<Peer> connected = new Journal<>();
    final Journal<Peer> disconnected = new Journal<>();
    final Journal<Message> received = new Journal<>();
    private final NetworkParameters params;
    private final String userAgent;
    private final Context context = new Context(); // Peer's constructor wants one in its thread.
    private final InetSocketAddress address;
    private final NioServer server;

    BitcoinjServer(NetworkParameters params, String userAgent) throws IOException {
        this.params = params;
        this.userAgent = userAgent;
        InetSocketAddress bound = null;
        NioServer opened = null;
        for (int i = 0; opened == null; i++) { // NioServer does not tell the port that 0 became.
            bound = new InetSocketAddress(HOST, freePort());
            try {
                opened = new NioServer(this::accept, bound);
            } catch (BindException taken) {
                if (i == 10) throw taken;
            }
        }
        address = bound;
        server = opened;
        server.startAsync().awaitRunning();
    }

    Endpoint address() {
        return Endpoint.of(address);
    }

    @Override
    public void close() {
        server.stopAsync().awaitTerminated(); // It closes every connection too.
    }

    private Peer accept(InetAddress host, int port) {
        Context.propagate(context);
        var version = new VersionMessage(params, HEIGHT);
        version.clientVersion = PROTOCOL_VERSION;
        version.localServices = Services.of(Services.NODE_NETWORK);
        version.subVer = userAgent;
        var peer = new Peer(params, version, PeerAddress.simple(host, port), null);
        peer.addPreMessageReceivedEventListener(Threading.SAME_THREAD, this::answer);
        peer.addConnectedEventListener(Threading.SAME_THREAD, (it, _) -> connected.add(it));
        peer.addDisconnectedEventListener(Threading.SAME_THREAD, (it, _) -> disconnected.add(it));
        return peer;
    }

    private Message answer(Peer peer, Message message) {
        received.add(message);
        try {
            if (message instanceof GetAddrMessage) send(peer, told());
            if (message instanceof GetHeadersMessage) send(peer, new HeadersMessage(params.getGenesisBlock()));
        } catch (ProtocolException impossible) {
            throw new AssertionError(impossible);
        }
        return message;
    }

    static void send(Peer peer, Message message) {
        var _ = peer.sendMessage(message); // What became of it shows at the other end.
    }

    private static AddressV1Message told() throws ProtocolException {
        var addresses = AddressV1Message.read(ByteBuffer.wrap(new byte[1])); // Its constructor is not public.
        addresses.addAddress(PeerAddress.inet(TOLD.ip().toInetAddress(), TOLD.port(), Services.of(Services.NODE_NETWORK), Instant.now()));
        return addresses;
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return probe.getLocalPort();
        }
    }
}
