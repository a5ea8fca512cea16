package bsv.p2p.testkit;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.stream.PayloadSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// A payload to send, of random bytes, that counts what is read and may stall or fail on the way. The first reading, for the checksum, is
/// never disturbed.
final class TestPayload implements PayloadSource {
    private final Command command;
    private final byte[] bytes;
    private final AtomicLong read = new AtomicLong();
    private int openings;
    private long stallsAt = Long.MAX_VALUE;
    private long failsAt = Long.MAX_VALUE;
    private boolean opens = true;
    final CountDownLatch stalled = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    TestPayload(Command command, int length) {
        this.command = command;
        this.bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
    }

    TestPayload stallingAt(long at) {
        stallsAt = at;
        return this;
    }

    TestPayload failingAt(long at) {
        failsAt = at;
        return this;
    }

    TestPayload thatCannotBeOpened() {
        opens = false;
        return this;
    }

    Bytes bytes() {
        return Bytes.wrap(bytes);
    }

    /// Bytes read to be sent.
    long read() {
        return read.get();
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public ReadableByteChannel open() throws IOException {
        if (!opens) throw new IOException("no such payload");
        return new Reading(++openings > 1);
    }

    private final class Reading implements ReadableByteChannel {
        private final boolean sending;
        private int at;
        private boolean open = true;

        Reading(boolean sending) {
            this.sending = sending;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (at == bytes.length) return -1;
            if (sending && at >= failsAt) throw new IOException("the disk is gone");
            if (sending && at >= stallsAt) stall();
            int count = Math.min(Math.min(target.remaining(), bytes.length - at), 50_000);
            target.put(bytes, at, count);
            at += count;
            if (sending) read.addAndGet(count);
            return count;
        }

        private void stall() throws IOException {
            stalled.countDown();
            try {
                goOn.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
