package bsv.p2p.app.payloads;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/// Zeros for a while, then nothing more until somebody counts down.
final class EndlessThenStuck extends InputStream {
    private final CountDownLatch latch;
    private long left = 8 << 20;

    EndlessThenStuck(CountDownLatch latch) {
        this.latch = latch;
    }

    @Override
    public int read() throws IOException {
        return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }
        left -= length;
        return length;
    }
}
