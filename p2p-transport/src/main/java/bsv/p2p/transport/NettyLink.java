package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkCounters;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.api.stream.PayloadSource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;

/// One connection, from the dial or the accept to the end. The [Inbox] reads for it, the [Outbox] takes what is to be written, the [Ending] knows how it ends.
final class NettyLink implements Link, Links.Member {
    static final SendOutcome NOBODY_ASKS = _ -> {};

    private final SocketChannel channel;
    private final NettyLoop loop;
    private final Endpoint remote;
    private final LinkOptions options;
    private final Owner owner;
    private final Links links;
    private final RareLog troubles;
    private final Tally tally = new Tally();
    private final Traffic traffic = new Traffic();
    private final Inbox inbox;
    private final Outbox outbox;
    private final Ending ending;
    /// Later: the channel closes somewhere inside Netty or a handler, and still has outcomes to tell.
    private final ChannelFutureListener whenClosed = _ -> loop().tryExecute(this::ended);

    /// @param channel not registered yet; made this link's
    NettyLink(SocketChannel channel, Endpoint remote, LinkOptions options, NettyLoop loop, LinkHandler handler, Links links,
            RareLog troubles) {
        this.channel = channel;
        this.remote = remote;
        this.options = options;
        this.loop = loop;
        this.owner = new Owner(this, handler);
        this.links = links;
        this.troubles = troubles;
        this.inbox = new Inbox(this, channel, owner, options, tally, traffic);
        this.outbox = new Outbox(this, channel, owner, options, tally, traffic);
        this.ending = new Ending(this, channel, loop, options, owner, inbox, outbox.writer(), outbox.backlog());
        channel.pipeline().addLast(inbox);
        channel.closeFuture().addListener(whenClosed);
        links.add(this);
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    @Override
    public Endpoint local() {
        return Endpoint.of(channel.localAddress());
    }

    @Override
    public NettyLoop loop() {
        return loop;
    }

    @Override
    public void send(Message message) {
        send(message, NOBODY_ASKS);
    }

    /// Encodes on the caller's thread.
    @Override
    public void send(Message message, SendOutcome outcome) {
        if (over()) outbox.refuse(outcome);
        else outbox.send(message, outcome);
    }

    /// Sends a frame that is made already, such as one that goes to many.
    ///
    /// @param command what is in it
    /// @param frame given away
    void send(Command command, ByteBuf frame, SendOutcome outcome) {
        if (over()) {
            frame.release();
            outbox.refuse(outcome);
        } else {
            outbox.send(command, frame, outcome);
        }
    }

    Magic magic() {
        return options.magic();
    }

    @Override
    public void send(PayloadSource payload, SendOutcome outcome) {
        if (over()) outbox.refuse(outcome);
        else outbox.send(payload, outcome);
    }

    @Override
    public void close() {
        ending.inOrder();
    }

    @Override
    public void pauseReading(boolean paused) {
        if (loop.inLoop()) {
            inbox.pause(paused);
        } else {
            loop.tryExecute(() -> inbox.pause(paused));
        }
    }

    @Override
    public boolean takePayloadProgress() {
        return inbox.takePayloadProgress();
    }

    @Override
    public void limitPayloads(long most, long held) {
        inbox.limitPayloads(most, held);
    }

    @Override
    public long queuedBytes() {
        return outbox.backlog().bytes();
    }

    @Override
    public long unreadBytes() {
        return inbox.unreadBytes();
    }

    @Override
    public boolean isCongested() {
        return outbox.backlog().wasCongested();
    }

    @Override
    public LinkCounters counters() {
        return tally.counters();
    }

    @Override
    public LinkTraffic traffic() {
        return traffic.now();
    }

    boolean over() {
        return ending.over();
    }

    /// The connection stands. On the loop, as all that follows, unless it says otherwise.
    void opened() {
        channel.localAddress(); // Netty remembers it: it can be asked for when the socket is gone.
        tally.opened(loop.nanoTime());
        owner.opened();
        inbox.start();
    }

    /// The dial failed.
    void notOpened(Throwable cause) {
        ending.because(Problems.ofConnect(cause, options.connectTimeout()));
        closeSocket();
    }

    /// The peer sends no more. Later: the error of a write under way may be among what the system has to tell already.
    void inputEnded() {
        loop.tryExecute(this::closeSocket);
    }

    /// Netty found the connection broken and closes the channel.
    void broken(Throwable cause) {
        ending.because(Problems.ofLink(cause));
    }

    /// Something on our side went wrong.
    void failed(String what, Throwable cause) {
        troubles.error(what, cause);
        ending.abort();
    }

    /// Something on our side went wrong that the link survives.
    void complain(String what, Throwable cause) {
        troubles.error(what, cause);
    }

    /// Ends it without last words. From any thread.
    void cutOff(String why) {
        ending.cutOff(why);
    }

    /// As [#close] without last words.
    @Override
    public void closeByForce() {
        ending.byForce();
    }

    @Override
    public boolean awaitClosed(Duration atMost) {
        return Links.await(channel, atMost);
    }

    /// The handler heard the end, and the socket is only kept for the peer to take our last words.
    void sayFarewell() {
        if (!channel.isOpen()) return; // The peer did not wait.
        channel.closeFuture().removeListener(whenClosed);
        new Farewell(channel).begin(this, inbox, loop, links);
    }

    void closeSocket() {
        ending.closeSocket();
    }

    /// Whether the peer must take what waits for it before more of what it sends is delivered.
    boolean congested() {
        return outbox.backlog().isCongested();
    }

    /// The peer has taken enough of it.
    void relieved() {
        inbox.resumeSoon();
    }

    /// Netty has room again for what waits.
    void writable() {
        loop.tryExecute(outbox.writer()::drain);
    }

    /// Everything that was sent is written.
    void emptied() {
        ending.emptied();
    }

    private void ended() {
        links.remove(this);
        ending.socketClosed();
    }
}
