package bsv.p2p.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Numbers that Linux tells of a process or a thread.
public final class ProcessStatus {
    /// Of this process.
    public static final Path SELF = Path.of("/proc/self/status");
    /// Of the thread that reads it.
    public static final Path THREAD = Path.of("/proc/thread-self/status");

    private ProcessStatus() {}

    /// The number that a field has, whatever unit stands behind it.
    ///
    /// @throws java.util.NoSuchElementException if there is no such field
    public static long number(Path status, String field) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field + ":")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A field of this process that is told in kilobytes, in bytes.
    public static long bytes(String field) {
        return number(SELF, field) << 10;
    }
}
