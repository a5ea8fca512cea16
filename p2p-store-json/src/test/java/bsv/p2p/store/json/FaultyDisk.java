package bsv.p2p.store.json;

import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk whose operations fail, from the n-th on for a number of them. It reads and writes a thousand bytes an operation; a write that
/// fails has written half.
final class FaultyDisk extends Disk {
    private static final int CHUNK = 1_000;

    private int good;
    private int bad;
    private int failures;

    /// @param good operations that succeed first
    /// @param bad operations that fail then
    FaultyDisk(int good, int bad) {
        this.good = good;
        this.bad = bad;
    }

    synchronized int failures() {
        return failures;
    }

    synchronized void heal() {
        bad = 0;
    }

    private synchronized void step() throws IOException {
        if (good-- > 0 || bad-- <= 0) return;
        failures++;
        throw new IOException("no space left on device");
    }

    @Override
    InputStream open(Path file) throws IOException {
        step();
        return new FilterInputStream(super.open(file)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                step();
                return super.read(bytes, offset, Math.min(length, CHUNK));
            }
        };
    }

    @Override
    Output create(Path file) throws IOException {
        step();
        Files.createFile(file);
        return new Output(new FileOutputStream(file.toFile())) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += CHUNK) {
                    int count = Math.min(length - done, CHUNK);
                    try {
                        step();
                    } catch (IOException full) {
                        super.write(bytes, offset + done, count / 2);
                        throw full;
                    }
                    super.write(bytes, offset + done, count);
                }
            }

            @Override
            void force() throws IOException {
                step();
                super.force();
            }

            @Override
            public void close() throws IOException {
                super.close();
                step();
            }
        };
    }

    @Override
    void move(Path from, Path to) throws IOException {
        step();
        super.move(from, to);
    }

    @Override
    void delete(Path file) throws IOException {
        step();
        super.delete(file);
    }

    @Override
    void forceDirectory(Path directory) throws IOException {
        step();
        super.forceDirectory(directory);
    }
}
