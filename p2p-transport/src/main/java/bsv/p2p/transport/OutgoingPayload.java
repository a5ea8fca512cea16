package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.api.stream.PayloadSource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;

/// A payload on its way, whose pump runs on its own thread and calls here.
final class OutgoingPayload implements Waiting, PayloadPump.Receiver {
    private final Writer writer;
    private final NettyLink link;
    private final SocketChannel channel;
    private final SendOutcome outcome;
    private final PayloadPump pump;

    OutgoingPayload(Writer writer, NettyLink link, SocketChannel channel, PayloadSource source, Magic magic, SendOutcome outcome) {
        this.writer = writer;
        this.link = link;
        this.channel = channel;
        this.outcome = outcome;
        this.pump = new PayloadPump(source, magic, channel.alloc(), this);
    }

    SendOutcome outcome() {
        return outcome;
    }

    Command command() {
        return pump.command();
    }

    /// Header and payload; known once the first piece was given.
    long frameBytes() {
        return pump.frameBytes();
    }

    void stop() {
        pump.stop();
    }

    @Override
    public void begin() {
        writer.begin(this);
        // A link that only writes its last words takes no more.
        if (channel.isActive() && !link.over()) pump.start();
        else writer.payloadDone(false);
    }

    @Override
    public void abandon() {
        outcome.done(false);
    }

    @Override
    public void take(ByteBuf piece, boolean last) {
        if (!link.loop().tryExecute(() -> write(piece, last))) piece.release();
    }

    @Override
    public void notBegun(Exception cause) {
        link.loop().tryExecute(() -> {
            if (!writer.isUnderWay(this)) return;
            link.complain("a payload to be sent cannot be read", cause);
            writer.payloadDone(false);
            writer.drain();
        });
    }

    @Override
    public void brokenOff(Exception cause) {
        link.loop().tryExecute(() -> {
            if (writer.isUnderWay(this)) link.failed("a payload on its way to a peer cannot be read on; its link is closed", cause);
        });
    }

    private void write(ByteBuf piece, boolean last) {
        if (!writer.isUnderWay(this)) {
            piece.release();
            return;
        }
        writer.writePiece(piece, last, written -> {
            pump.makeRoom();
            if (!last || !writer.isUnderWay(this)) return;
            writer.payloadDone(written);
            writer.drain();
        });
    }
}
