package bsv.p2p.transport;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.LinkOptions;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;

/// How a link ends. It does so in one of three ways, and then tells the handler, once:
/// - in good order by this side ([#inOrder]): what was sent is written, then FIN, then closed after a [Farewell];
/// - by the peer or the network, or because the handler threw: the socket is closed;
/// - cut off ([#cutOff]): the peer does not take what it is sent. RST, so that the system forgets what waits in its buffers too.
///
/// What becomes of the messages sent is told before the handler hears the end.
final class Ending {
    private final NettyLink link;
    private final SocketChannel channel;
    private final NettyLoop loop;
    private final LinkOptions options;
    private final Owner owner;
    private final Inbox inbox;
    private final Writer writer;
    private final Backlog backlog;
    /// Ends or ended: no message is taken from the owner or given to it any more.
    private volatile boolean over;

    // From here on only touched on the loop.
    private boolean closedHere;
    private boolean told;
    private Optional<PeerFailure> failure = Optional.empty();
    private Optional<EventLoop.Timeout> patience = Optional.empty();

    Ending(NettyLink link, SocketChannel channel, NettyLoop loop, LinkOptions options, Owner owner, Inbox inbox, Writer writer, Backlog backlog) {
        this.link = link;
        this.channel = channel;
        this.loop = loop;
        this.options = options;
        this.owner = owner;
        this.inbox = inbox;
        this.writer = writer;
        this.backlog = backlog;
    }

    boolean over() {
        return over;
    }

    /// In good order. From any thread, as [#cutOff] and [#byForce].
    void inOrder() {
        over = true;
        loop.tryExecute(this::finish);
    }

    void cutOff(String why) {
        over = true;
        loop.tryExecute(() -> {
            because(new ConnectionReset(why));
            reset();
        });
    }

    /// As [#inOrder] without last words.
    void byForce() {
        loop.tryExecute(this::abort);
    }

    /// Says why, before the socket is closed. On the loop, as all that follows.
    void because(PeerFailure why) {
        if (!closedHere && !told && failure.isEmpty()) failure = Optional.of(why);
    }

    void abort() {
        over = true;
        if (failure.isEmpty()) closedHere = true;
        closeSocket();
    }

    void closeSocket() {
        var _ = channel.close();
    }

    /// Everything that was sent is written.
    void emptied() {
        // Later: Netty is in the middle of a flush.
        if (closedHere) loop.tryExecute(this::sayGoodbye);
    }

    /// The socket is closed.
    void socketClosed() {
        writer.dropPayload();
        writer.drain();
        if (!over) inbox.deliverHeld();
        tell();
    }

    private void finish() {
        if (closedHere || told || failure.isPresent()) return;
        closedHere = true;
        if (!channel.isActive() || writer.hasPayload()) {
            closeSocket();
            return;
        }
        inbox.discard();
        writer.drain();
        sayGoodbye();
        if (!told) patience = Optional.of(loop.schedule(this::reset, options.writeTimeout()));
    }

    private void sayGoodbye() {
        if (told || !backlog.isEmpty()) return; // Called again when it is empty.
        SocketIo.endOutput(channel);
        tell();
        link.sayFarewell();
    }

    private void reset() {
        try {
            channel.config().setSoLinger(0);
        } catch (ChannelException _) {
            // Closed already.
        }
        closeSocket();
    }

    private void tell() {
        if (told) return;
        told = true;
        over = true;
        patience.ifPresent(EventLoop.Timeout::cancel);
        inbox.end();
        writer.end();
        var why = closedHere ? Optional.<PeerFailure>empty() : failure.or(() -> Optional.of(new ConnectionReset("closed by the peer")));
        owner.closed(why);
    }
}
