package bsv.p2p.examples.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// What an example prints. Safe for many threads.
final class ExampleOutput extends PrintStream {
    private final ByteArrayOutputStream bytes;

    private ExampleOutput(ByteArrayOutputStream bytes) {
        super(bytes, true, StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    ExampleOutput() {
        this(new ByteArrayOutputStream());
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Waits for as long as the test may take.
    void await(Predicate<String> expected) {
        while (!expected.test(text())) Thread.onSpinWait();
    }
}
