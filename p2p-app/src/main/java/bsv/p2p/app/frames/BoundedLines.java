package bsv.p2p.app.frames;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a stream, one at a time, none longer than a bound. Not safe for many threads.
public final class BoundedLines {
    /// Longest line in bytes: a frame of 32 MiB in hex, and room for what JSON has around it.
    public static final int MAX_LINE = (64 << 20) + (64 << 10);

    private final InputStream in;
    private final int max;
    private int number;

    public BoundedLines(InputStream in) {
        this(in, MAX_LINE);
    }

    BoundedLines(InputStream in, int max) {
        this.in = new BufferedInputStream(in, 64 << 10);
        this.max = max;
    }

    /// A line without its end.
    ///
    /// @param number the first is 1
    /// @param text empty if the line is longer than the bound: then it was skipped
    public record Line(int number, Optional<String> text) {
        /// Whether there is nothing on it.
        public boolean isBlank() {
            return text.filter(String::isBlank).isPresent();
        }
    }

    /// The next line, empty at the end.
    public Optional<Line> next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        int next = in.read();
        if (next < 0) return Optional.empty();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (bytes.size() < max) bytes.write(next);
            else tooLong = true;
        }
        number++;
        return Optional.of(new Line(number, tooLong ? Optional.empty() : Optional.of(bytes.toString(StandardCharsets.UTF_8))));
    }

    /// Whether reading on would wait.
    public boolean wouldWait() throws IOException {
        return in.available() == 0;
    }
}
