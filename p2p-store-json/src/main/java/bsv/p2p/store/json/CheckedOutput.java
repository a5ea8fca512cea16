package bsv.p2p.store.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/// Counts and sums up what passes, and refuses to write what could not be read again.
final class CheckedOutput extends FilterOutputStream {
    private final CRC32C checksum = new CRC32C();
    private long length;

    CheckedOutput(OutputStream out) {
        super(out);
    }

    CRC32C checksum() {
        return checksum;
    }

    long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        length += count;
        if (length > Format.MAX_LENGTH) throw new IOException("more than " + Format.MAX_LENGTH + " bytes, which is too much for one file");
        checksum.update(bytes, offset, count);
        out.write(bytes, offset, count);
    }
}
