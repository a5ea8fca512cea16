package bsv.p2p.transport;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.codec.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;

/// A long frame whose payload lies in memory as it goes over the wire, such as a block that is passed on. It is put into buffers piece by piece, when
/// the peer has taken those before: what waits costs no memory beside the message, and a piece is written while it is still in the processor's
/// cache. If the loop sent the same before, all of it is there already and goes at once ([Resent]).
final class LongFrame implements Waiting {
    /// Longer payloads go in pieces of so many bytes.
    static final int PIECE = 64 * 1024;

    private final FrameHeader header;
    private final Bytes payload;
    private final Backlog.Account account;
    private final SendOutcome outcome;
    private final Writer writer;
    private long cost;
    private int given;

    /// @param cost what `account` counts for it
    LongFrame(FrameHeader header, Bytes payload, long cost, Backlog.Account account, SendOutcome outcome, Writer writer) {
        this.header = header;
        this.payload = payload;
        this.cost = cost;
        this.account = account;
        this.outcome = outcome;
        this.writer = writer;
    }

    Backlog.Account account() {
        return account;
    }

    SendOutcome outcome() {
        return outcome;
    }

    @Override
    public void begin() {
        writer.begin(this);
    }

    @Override
    public void abandon() {
        account.remove(cost);
        given = payload.length();
        outcome.done(false);
    }

    /// Whether all of it was given to be written.
    boolean isGiven() {
        return given == payload.length();
    }

    /// The next piece of it, before whose first stands the header. On the loop, as what follows.
    ByteBuf nextPiece(SocketChannel channel, NettyLoop loop) {
        var all = given == 0 ? Resent.ofLoop().shared(header, payload, channel.alloc(), loop) : null;
        if (all == null) return copyOfNext(channel);
        given = payload.length();
        return all;
    }

    private ByteBuf copyOfNext(SocketChannel channel) {
        int count = Math.min(payload.length() - given, PIECE);
        var piece = channel.alloc().directBuffer(given == 0 ? header.size() + count : count);
        if (given == 0) header.write(piece);
        piece.writeBytes(payload.slice(given, count).asByteBuffer());
        given += count;
        return piece;
    }

    /// How much of its cost goes with the piece that was given last: all that is left with the last.
    long costOf(ByteBuf piece) {
        long part = isGiven() ? cost : piece.readableBytes();
        cost -= part;
        return part;
    }
}
