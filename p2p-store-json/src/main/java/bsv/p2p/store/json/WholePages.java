package bsv.p2p.store.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a new file page by page: of a page that is written in part a system clears the rest first, which took a fifth of the time of a
/// snapshot. For one writer.
final class WholePages extends FilterOutputStream {
    /// Sixteen pages of most systems: written at once they take half the time of two and two.
    static final int SIZE = 65_536;
    private final byte[] pages = new byte[SIZE];
    private int filled;
    private int written;

    /// @param out has taken nothing yet
    WholePages(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length;) {
            int count = Math.min(length - done, SIZE - filled);
            System.arraycopy(bytes, offset + done, pages, filled, count);
            filled += count;
            done += count;
            if (filled < SIZE) continue;
            writeOut();
            filled = 0;
            written = 0;
        }
    }

    /// Writes the page that is not full; what follows fills it up.
    @Override
    public void flush() throws IOException {
        writeOut();
        out.flush();
    }

    private void writeOut() throws IOException {
        if (filled > written) out.write(pages, written, filled - written);
        written = filled;
    }
}
