package bsv.p2p.transport;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.codec.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// Small frames on their way to one write: a message that is collected costs its bytes, no buffer and no promise. Filled in the [Line],
/// until its turn comes.
final class Batch implements Waiting {
    /// Frames above it go their own way.
    static final int SMALL = 4096;
    private static final int MOST_ROOM = 64 * 1024;
    /// It takes no more then: what would not fit is put into twice the room, and all of it moved there.
    private static final int FULL = MOST_ROOM - SMALL;
    private static final int LEAST_ROOM = 512;

    private final ByteBuf bytes;
    private final Writer writer;
    private final List<SendOutcome> outcomes = new ArrayList<>(0);
    private int messages;
    private long cost;

    /// @param coming bytes that are to be expected; what comes beyond them has to be moved
    Batch(ByteBufAllocator allocator, Writer writer, int coming) {
        // For a few small arrays now and then the pool would keep chunks of 128 KiB.
        bytes = coming <= SMALL ? Unpooled.buffer(Math.max(coming, LEAST_ROOM)) : allocator.heapBuffer(Math.min(coming, MOST_ROOM));
        this.writer = writer;
    }

    @Override
    public void begin() {
        writer.write(this);
    }

    @Override
    public void abandon() {
        writer.drop(this);
    }

    /// Appends the frame of a message.
    ///
    /// @return how many bytes it took; 0 if it is not small, and nothing was done
    int append(Message message, Magic magic) {
        int start = bytes.writerIndex();
        return FrameWriter.append(message, magic, bytes, SMALL) ? bytes.writerIndex() - start : 0;
    }

    /// Appends a frame that was made already.
    void append(ByteBuf frame) {
        bytes.writeBytes(frame);
    }

    /// What was appended last stays.
    ///
    /// @param counted what it was counted for
    void accept(long counted, SendOutcome outcome) {
        messages++;
        cost += counted;
        if (!outcome.equals(NettyLink.NOBODY_ASKS)) outcomes.add(outcome);
    }

    /// What was appended last goes.
    void takeBack(int count) {
        bytes.writerIndex(bytes.writerIndex() - count);
    }

    boolean isFull() {
        return bytes.writerIndex() >= FULL;
    }

    ByteBuf bytes() {
        return bytes;
    }

    int size() {
        return bytes.readableBytes();
    }

    /// What all of it was counted for.
    long cost() {
        return cost;
    }

    int messages() {
        return messages;
    }

    List<SendOutcome> outcomes() {
        return outcomes;
    }
}
