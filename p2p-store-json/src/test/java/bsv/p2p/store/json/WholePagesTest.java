package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholePagesTest {
    private final List<Integer> writes = new ArrayList<>();
    private final ByteArrayOutputStream file = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            writes.add(length);
            super.write(bytes, offset, length);
        }
    };

    @Test
    void bytesComeOutAsTheyWentInAndWritesEndWithPages() throws IOException {
        var random = new Random(3);
        var bytes = new byte[5 * WholePages.SIZE + 1_000];
        random.nextBytes(bytes);
        try (var out = new WholePages(file)) {
            out.write(bytes, 0, 100);
            out.flush();
            for (int at = 100; at < bytes.length;) {
                int count = Math.min(bytes.length - at, random.nextInt(WholePages.SIZE / 2));
                out.write(bytes, at, count);
                at += count;
            }
        }

        assertThat(file.toByteArray()).isEqualTo(bytes);
        int left = bytes.length - WholePages.SIZE;
        assertThat(writes.subList(0, 2)).containsExactly(100, WholePages.SIZE - 100);
        assertThat(writes.subList(2, writes.size() - 1)).hasSize(left / WholePages.SIZE).containsOnly(WholePages.SIZE);
        assertThat(writes.getLast()).isEqualTo(left % WholePages.SIZE);
    }

    @Test
    void nothingIsWrittenTwice() throws IOException {
        try (var out = new WholePages(file)) {
            out.write(7);
            out.flush();
            out.flush();
        }
        assertThat(file.toByteArray()).containsExactly(7);
        assertThat(writes).containsExactly(1);
    }
}
