package bsv.p2p.transport;

import bsv.p2p.api.spi.Link.SendOutcome;
import io.netty.buffer.ByteBuf;

/// A frame on its own in the [Line]: a large one, or one that may go before the others, and then stands in the line still.
final class Frame implements Waiting {
    private final ByteBuf bytes;
    private final long cost;
    private final Backlog.Account account;
    private final SendOutcome outcome;
    private final Writer writer;
    private boolean begun;

    /// @param bytes given away
    /// @param account where its cost is counted
    Frame(ByteBuf bytes, long cost, Backlog.Account account, SendOutcome outcome, Writer writer) {
        this.bytes = bytes;
        this.cost = cost;
        this.account = account;
        this.outcome = outcome;
        this.writer = writer;
    }

    ByteBuf bytes() {
        return bytes;
    }

    long cost() {
        return cost;
    }

    Backlog.Account account() {
        return account;
    }

    SendOutcome outcome() {
        return outcome;
    }

    /// Whether it is under way. On the loop.
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void begin() {
        if (begun) return;
        begun = true;
        writer.write(this);
    }

    @Override
    public void abandon() {
        if (begun) return;
        bytes.release();
        account.remove(cost);
        outcome.done(false);
    }
}
