package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Cuts the bytes of one connection, in whatever pieces they come, into messages and faults. Magic, command and length are
/// checked as soon as they are there, before a byte of the payload is taken; then the checksum, then the payload.
///
/// ```
/// MAGIC → BASIC_HEADER → (EXTENDED_HEADER →) payload at hand, or PAYLOAD until it is → MAGIC
///                        any fault that ends the stream, stop(), close() → STOPPED
/// ```
///
/// Memory grows with the bytes that came, never with the length that was announced. One for each connection; not safe for many
/// threads.
public final class FrameReader implements AutoCloseable {
    private static final int MAGIC_LENGTH = 4;
    private static final Intake NOTHING = new Intake.Skipped(Bytes.EMPTY);

    private final Magic magic;
    private final Optional<Executor> helpers;
    private final HeaderBytes header = new HeaderBytes();
    private PayloadLimits limits;
    private long most = Long.MAX_VALUE;
    private long held = Long.MAX_VALUE;
    private State state = State.MAGIC;
    private Intake intake = NOTHING;
    private long missing;

    private enum State {
        MAGIC, BASIC_HEADER, EXTENDED_HEADER, PAYLOAD, STOPPED
    }

    /// @param magic what every frame must begin with
    /// @param limits how large payloads may be
    public FrameReader(Magic magic, PayloadLimits limits) {
        this(magic, limits, Optional.empty());
    }

    /// As the other, with threads to lend a hand: while the checksum of a block is computed they begin with [Block#txids()], for those who
    /// will ask for them. What they do is lost if the checksum is wrong.
    public FrameReader(Magic magic, PayloadLimits limits, Executor helpers) {
        this(magic, limits, Optional.of(helpers));
    }

    private FrameReader(Magic magic, PayloadLimits limits, Optional<Executor> helpers) {
        this.magic = magic;
        this.limits = limits;
        this.helpers = helpers;
    }

    /// Takes all readable bytes of `in` and tells `sink` what they complete. Keeps nothing of `in`, which stays the caller's to release. After
    /// a fault that ends the stream, or once stopped, bytes are taken and ignored.
    public void read(ByteBuf in, FrameSink sink) {
        while (in.isReadable()) {
            switch (state) {
                case MAGIC -> readMagic(in, sink);
                case BASIC_HEADER -> readBasicHeader(in, sink);
                case EXTENDED_HEADER -> readExtendedHeader(in, sink);
                case PAYLOAD -> readPayload(in, sink);
                case STOPPED -> in.skipBytes(in.readableBytes());
            }
        }
    }

    /// Sets other limits; they hold from the next header that becomes complete.
    public void limits(PayloadLimits newLimits) {
        limits = newLimits;
    }

    /// Narrows the limits, for a peer that is not known yet: no payload above `newMost` bytes is taken, whatever its command, and none above
    /// `newHeld` is kept in memory. Holds from the next header that becomes complete.
    public void narrow(long newMost, long newHeld) {
        most = newMost;
        held = newHeld;
    }

    /// Ignores everything from now on and gives up what is held.
    public void stop() {
        state = State.STOPPED;
        var unfinished = intake;
        intake = NOTHING;
        unfinished.abandon();
    }

    public boolean stopped() {
        return state == State.STOPPED;
    }

    /// Whether a header came and its payload is not complete yet.
    public boolean inPayload() {
        return state == State.PAYLOAD;
    }

    /// As [#stop()].
    @Override
    public void close() {
        stop();
    }

    private void readMagic(ByteBuf in, FrameSink sink) {
        boolean isWhole = header.size() + in.readableBytes() >= FrameHeader.BASIC_LENGTH;
        if (!header.fill(in, isWhole ? FrameHeader.BASIC_LENGTH : MAGIC_LENGTH)) return;
        if (header.magic() != magic.bits()) {
            end(new LinkFault.WrongMagic(magic, new Magic(header.magic())), sink);
        } else if (isWhole) {
            basicHeaderCame(in, sink);
        } else {
            state = State.BASIC_HEADER;
        }
    }

    private void readBasicHeader(ByteBuf in, FrameSink sink) {
        if (header.fill(in, FrameHeader.BASIC_LENGTH)) basicHeaderCame(in, sink);
    }

    private void basicHeaderCame(ByteBuf in, FrameSink sink) {
        if (!header.isExtended()) {
            beginPayload(in, sink);
            return;
        }
        var problem = header.extendedProblem();
        if (problem.isPresent()) {
            end(new LinkFault.BadExtendedHeader(problem.get()), sink);
        } else {
            state = State.EXTENDED_HEADER;
        }
    }

    private void readExtendedHeader(ByteBuf in, FrameSink sink) {
        if (header.fill(in, FrameHeader.EXTENDED_LENGTH)) beginPayload(in, sink);
    }

    private void beginPayload(ByteBuf in, FrameSink sink) {
        long length = header.length();
        var known = header.codec();
        long limit = Math.min(most, known.isPresent() ? known.get().maxPayload(limits) : limits.maxRecvPayloadLength());
        if (Long.compareUnsigned(length, limit) > 0) {
            end(new LinkFault.Oversize(known.isPresent() ? known.get().command() : printableCommand(), length, limit), sink);
            return;
        }
        if (known.isEmpty()) {
            begin(new Intake.Skipped(header.commandBytes()), length, sink);
            return;
        }
        var codec = known.get();
        if (length > Math.min(held, limits.streamThreshold())) {
            begin(new LargeIntake(new FrameHeader(magic, codec.command(), length, header.checksum(), header.isExtended()), sink), length, sink);
        } else if (length > in.readableBytes()) {
            begin(Intake.Held.of(codec, (int) length, header.checksum(), header.isExtended()), length, sink);
        } else {
            readPayloadAtHand(codec, (int) length, in, sink);
        }
    }

    private void readPayloadAtHand(MessageCodec<?> codec, int length, ByteBuf in, FrameSink sink) {
        int checksum = header.checksum();
        boolean extended = header.isExtended();
        nextFrame();
        if (helpers.isPresent() && codec.type() == Block.class) {
            Payload.readBlock(codec, checksum, extended, in, length, helpers.get(), sink);
        } else {
            Payload.read(codec, checksum, extended, in, length, sink);
        }
    }

    private void begin(Intake newIntake, long length, FrameSink sink) {
        if (length == 0) {
            nextFrame();
            newIntake.finish(sink);
        } else {
            intake = newIntake;
            missing = length;
            state = State.PAYLOAD;
        }
    }

    private void readPayload(ByteBuf in, FrameSink sink) {
        int count = (int) Math.min(missing, in.readableBytes());
        intake.take(in, count);
        missing -= count;
        if (missing > 0 || state == State.STOPPED) return;
        var complete = intake;
        nextFrame();
        complete.finish(sink);
    }

    /// Ready for another frame, before the sink hears of the last one: it may stop this reader.
    private void nextFrame() {
        header.clear();
        intake = NOTHING;
        state = State.MAGIC;
    }

    private void end(LinkFault fault, FrameSink sink) {
        stop();
        sink.fault(fault);
    }

    /// A malformed command made fit to be named, `?` for what no command has.
    private Command printableCommand() {
        return new Command(header.commandBytes().toLatin1().replaceFirst("\0+$", "").replaceAll("[^ -~]", "?"));
    }
}
