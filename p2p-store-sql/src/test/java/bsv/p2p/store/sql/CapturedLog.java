package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/// What is logged at WARN or above while this is open.
final class CapturedLog implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    CapturedLog() {
        System.setErr(new PrintStream(text, true, UTF_8));
    }

    List<String> warnings() {
        return text.toString(UTF_8).lines().filter(line -> line.contains("WARN")).toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
