package bsv.p2p.transport;

import bsv.p2p.api.spi.Link.SendOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/// Bytes that were given to Netty to be written, listening to what becomes of them. On the loop.
final class Outgoing implements ChannelProgressiveFutureListener {
    private final NettyLink link;
    private final Backlog backlog;
    private final Tally tally;
    private final Backlog.Account account;
    private final SendOutcome outcome;
    private final int messages;
    private long cost;
    private long taken;

    /// @param cost what of `account` goes when they are written
    /// @param messages that are complete with these bytes
    Outgoing(NettyLink link, Backlog backlog, Tally tally, Backlog.Account account, long cost, SendOutcome outcome, int messages) {
        this.link = link;
        this.backlog = backlog;
        this.tally = tally;
        this.account = account;
        this.cost = cost;
        this.outcome = outcome;
        this.messages = messages;
    }

    /// @param bytes given away
    void write(ByteBuf bytes, SocketChannel channel) {
        var _ = channel.write(bytes, channel.newProgressivePromise().addListener(this));
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
        long count = progress - taken;
        taken = progress;
        cost -= count;
        long now = link.loop().nanoTime();
        backlog.taken(account, count, now);
        tally.bytesSent(count, now);
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
        backlog.settle(account, cost);
        if (future.isSuccess()) {
            tally.messagesSent(messages);
        } else if (future.cause() instanceof IOException broken && !(broken instanceof ClosedChannelException)) {
            link.broken(broken);
        }
        if (backlog.isEmpty()) {
            backlog.stopWatching();
            link.emptied();
        }
        outcome.done(future.isSuccess());
    }
}
