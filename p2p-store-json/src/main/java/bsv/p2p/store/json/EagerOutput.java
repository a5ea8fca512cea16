package bsv.p2p.store.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Brings what is written to the medium while the rest is still made, so that little is left to wait for at the end. For one writer.
final class EagerOutput extends FilterOutputStream {
    /// Bytes from one time to the next: less, and the medium is asked too often; more, and too much is left for the end.
    static final int STEP = 64 << 20;
    private final Disk.Output file;
    private long since;
    private CompletableFuture<Void> forcing = CompletableFuture.completedFuture(null);

    /// @param file is closed with this
    EagerOutput(Disk.Output file) {
        super(file);
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
        since += length;
        if (since < STEP || !forcing.isDone()) return;
        await();
        since = 0;
        forcing = CompletableFuture.runAsync(this::forceSoFar, task -> Thread.ofPlatform().daemon().name("p2p-store-json-force").start(task));
    }

    private void forceSoFar() {
        try {
            file.force();
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }

    /// Waits until all that was written is on the medium.
    void force() throws IOException {
        await();
        file.force();
    }

    /// A system tells once that it could not write something, to whoever asks first.
    private void await() throws IOException {
        try {
            forcing.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException cause) throw cause;
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            await();
        } finally {
            file.close();
        }
    }
}
