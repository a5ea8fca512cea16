package bsv.p2p.examples.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// What an example prints. Safe for many threads.
final class ExampleOutput extends PrintStream {
    private final Text text;

    private ExampleOutput(Text text) {
        super(text, true, StandardCharsets.UTF_8);
        this.text = text;
    }

    ExampleOutput() {
        this(new Text());
    }

    String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    /// Waits for as long as the test may take.
    void await(Predicate<String> expected) throws InterruptedException {
        synchronized (text) {
            while (!expected.test(text())) text.wait();
        }
    }

    private static final class Text extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }
    }
}
