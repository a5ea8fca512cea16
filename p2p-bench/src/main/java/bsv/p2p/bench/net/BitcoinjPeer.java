package bsv.p2p.bench.net;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.bitcoinj.core.AddressV1Message;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.GetAddrMessage;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.PeerSocketHandler;
import org.bitcoinj.core.Ping;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.VersionAck;
import org.bitcoinj.core.VersionMessage;

/// One connection of bitcoinj's.
final class BitcoinjPeer extends PeerSocketHandler {
    private static final Executor CLOSER = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private final BitcoinjStack stack;
    private final boolean dialed;
    private final boolean asking;
    private Runnable whenClosed = () -> {};
    private boolean versionCame;
    private boolean verackCame;
    private CompletableFuture<Void> verackWritten = CompletableFuture.completedFuture(null);
    private long ports;

    /// @param dialed by us: then it speaks first, and hangs up when it has what it came for
    /// @param asking whether that is addresses, else a handshake
    BitcoinjPeer(BitcoinjStack stack, InetSocketAddress address, boolean dialed, boolean asking) {
        super(BitcoinjStack.PARAMETERS, address);
        this.stack = stack;
        this.dialed = dialed;
        this.asking = asking;
    }

    void whenClosed(Runnable task) {
        whenClosed = task;
    }

    @Override
    public void connectionOpened() {
        stack.opened(this);
        if (dialed) introduce();
    }

    @Override
    public void connectionClosed() {
        stack.closed(this);
        whenClosed.run();
    }

    @Override
    protected void processMessage(Message message) {
        switch (message) {
            case InventoryMessage _, Transaction _, Block _ -> stack.hear();
            case Ping ping -> send(ping.pong());
            case VersionMessage _ -> {
                versionCame = true;
                if (!dialed) introduce();
                verackWritten = sendMessage(new VersionAck());
                goOn();
            }
            case VersionAck _ -> {
                verackCame = true;
                goOn();
            }
            case AddressV1Message told when dialed -> {
                for (var address : told.getAddresses()) ports += address.getPort();
                if (ports == 0) throw new IllegalStateException("no addresses came");
                close();
            }
            default -> {
                // of no interest
            }
        }
    }

    private void introduce() {
        send(new VersionMessage(BitcoinjStack.PARAMETERS, 0));
    }

    private void goOn() {
        if (!dialed || !versionCame || !verackCame) return;
        if (asking) send(new GetAddrMessage());
        else closeAfter(verackWritten);
    }

    /// What it has not written yet it throws away when it is closed, and it cannot be closed by the thread that is just writing.
    private void closeAfter(CompletableFuture<Void> written) {
        var _ = written.thenRunAsync(this::close, CLOSER);
    }

    private void send(Message message) {
        var _ = sendMessage(message);
    }
}
