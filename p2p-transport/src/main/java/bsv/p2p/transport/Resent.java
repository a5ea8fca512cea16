package bsv.p2p.transport;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.codec.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The long frame that the links of a loop send again and again, such as a new block for which one peer after the other asks: from the second time on they
/// share one copy of it that the system takes bytes from, where each would make its own otherwise.
///
/// There is one at a time, made on the loop and given back when nobody sent it for a while; while a slow peer holds on to it no other is made. So peers
/// that ask for much and take little cost a loop [#LONGEST] bytes at most.
final class Resent {
    /// Longer payloads are not shared.
    static final int LONGEST = 4 << 20;
    static final Duration KEPT = Duration.ofSeconds(10);
    private static final WeakReference<Bytes> NONE = new WeakReference<>(null);
    private static final FastThreadLocal<Resent> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Resent initialValue() {
            return new Resent();
        }

        @Override
        protected void onRemoval(Resent resent) {
            resent.forget();
        }
    };

    /// What was sent last; who sends it once more does so for the second time.
    private WeakReference<Bytes> last = NONE;
    private @Nullable Copy copy;
    /// Whether it was shared since the timer looked last.
    private boolean used;
    private boolean timed;

    /// @param payload of whoever sent it: the copy does not keep it
    private record Copy(FrameHeader header, WeakReference<Bytes> payload, ByteBuf bytes) {
        boolean isOf(FrameHeader otherHeader, Bytes otherPayload) {
            return payload.refersTo(otherPayload) && header.equals(otherHeader);
        }

        boolean isInUse() {
            return bytes.refCnt() > 1;
        }
    }

    Resent() {}

    /// That of the loop on which this is called, as all others.
    static Resent ofLoop() {
        return OF_LOOP.get();
    }

    /// A frame that is to be sent now.
    ///
    /// @return all of it, for the caller to release; null if it goes in pieces
    @Nullable ByteBuf shared(FrameHeader header, Bytes payload, ByteBufAllocator allocator, EventLoop loop) {
        var made = copy;
        if (made == null || !made.isOf(header, payload)) {
            if (!isWorthACopy(payload)) return null;
            made = make(header, payload, allocator, loop);
            if (made == null) return null;
        }
        used = true;
        return made.bytes.retainedDuplicate();
    }

    private boolean isWorthACopy(Bytes payload) {
        if (payload.length() > LONGEST) return false;
        boolean again = last.refersTo(payload);
        if (!again) last = new WeakReference<>(payload);
        return again && (copy == null || !copy.isInUse());
    }

    /// @return null if there is no memory for it; pieces need less
    private @Nullable Copy make(FrameHeader header, Bytes payload, ByteBufAllocator allocator, EventLoop loop) {
        forget();
        ByteBuf bytes;
        try {
            int size = header.size() + payload.length();
            bytes = allocator.directBuffer(size, size);
        } catch (OutOfMemoryError _) {
            return null;
        }
        header.write(bytes);
        copy = new Copy(header, new WeakReference<>(payload), bytes.writeBytes(payload.asByteBuffer()));
        if (!timed) look(loop);
        return copy;
    }

    private void look(EventLoop loop) {
        timed = true;
        loop.schedule(() -> forgetUnused(loop), KEPT);
    }

    private void forgetUnused(EventLoop loop) {
        timed = false;
        if (used || (copy != null && copy.isInUse())) look(loop);
        else forget();
        used = false;
    }

    private void forget() {
        if (copy != null) copy.bytes.release();
        copy = null;
    }
}
