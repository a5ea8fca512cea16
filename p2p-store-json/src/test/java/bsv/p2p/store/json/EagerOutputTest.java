package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EagerOutputTest {
    private static final byte[] STEP = new byte[EagerOutput.STEP];

    @TempDir
    Path folder;

    /// Takes everything, writes nothing, and fails when it is told to bring it to the medium for the nth time.
    private static final class Medium extends Disk.Output {
        private final AtomicInteger forced = new AtomicInteger();
        private final int failsAt;

        Medium(Path file, int failsAt) throws IOException {
            super(new FileOutputStream(file.toFile()));
            this.failsAt = failsAt;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        void force() throws IOException {
            if (forced.incrementAndGet() == failsAt) throw new IOException("the medium is full");
        }
    }

    private Medium medium(int failsAt) throws IOException {
        return new Medium(folder.resolve("file"), failsAt);
    }

    @Test
    void muchIsBroughtToTheMediumBeforeTheEnd() throws IOException {
        var medium = medium(0);
        try (var out = new EagerOutput(medium)) {
            out.write(STEP);
            out.write(1);
            out.force();
        }
        assertThat(medium.forced).hasValue(2);
    }

    @Test
    void littleOnlyAtTheEnd() throws IOException {
        var medium = medium(0);
        try (var out = new EagerOutput(medium)) {
            out.write(STEP, 0, STEP.length - 1);
            out.force();
        }
        assertThat(medium.forced).hasValue(1);
    }

    /// The system tells it once: whoever asks again hears that all is well.
    @Test
    void whatFailedOnTheWayFailsInTheEnd() throws IOException {
        var medium = medium(1);
        var out = new EagerOutput(medium);
        out.write(STEP);

        assertThatIOException().isThrownBy(out::force).withMessage("the medium is full");
        assertThat(medium.forced).hasValue(1);
        assertThatIOException().isThrownBy(out::close).withMessage("the medium is full");
    }

    @Test
    void andBeforeMoreIsWritten() throws IOException {
        var out = new EagerOutput(medium(1));
        out.write(STEP);

        assertThatIOException().isThrownBy(() -> {
            for (int i = 0; i < 1_000_000; i++) out.write(STEP);
        }).withMessage("the medium is full");
        assertThatIOException().isThrownBy(out::close);
    }
}
