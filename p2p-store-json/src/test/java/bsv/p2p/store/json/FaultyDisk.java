package bsv.p2p.store.json;

import bsv.p2p.testkit.StorageFaults;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk that asks before each operation whether it is to fail. It reads and writes a thousand bytes an operation; a write that fails has
/// written half.
final class FaultyDisk extends Disk {
    private static final int CHUNK = 1_000;

    private final StorageFaults faults;

    FaultyDisk(StorageFaults faults) {
        this.faults = faults;
    }

    @Override
    InputStream open(Path file) throws IOException {
        faults.reach();
        return new FilterInputStream(super.open(file)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                faults.reach();
                return super.read(bytes, offset, Math.min(length, CHUNK));
            }
        };
    }

    @Override
    Output create(Path file) throws IOException {
        faults.reach();
        Files.createFile(file);
        return faulty(new FileOutputStream(file.toFile()));
    }

    @Override
    Output append(Path file) throws IOException {
        faults.reach();
        return faulty(new FileOutputStream(file.toFile(), true));
    }

    private Output faulty(FileOutputStream file) {
        return new Output(file) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += CHUNK) {
                    int count = Math.min(length - done, CHUNK);
                    super.write(bytes, offset + done, faults.allowed(count));
                    faults.reach();
                }
            }

            @Override
            void truncate(long length) throws IOException {
                faults.reach();
                super.truncate(length);
            }

            @Override
            void force() throws IOException {
                faults.reach();
                super.force();
            }

            @Override
            public void close() throws IOException {
                super.close();
                faults.reach();
            }
        };
    }

    @Override
    void truncate(Path file, long length) throws IOException {
        faults.reach();
        super.truncate(file, length);
    }

    @Override
    void move(Path from, Path to) throws IOException {
        faults.reach();
        super.move(from, to);
    }

    @Override
    void delete(Path file) throws IOException {
        faults.reach();
        super.delete(file);
    }

    @Override
    void forceDirectory(Path directory) throws IOException {
        faults.reach();
        super.forceDirectory(directory);
    }
}
