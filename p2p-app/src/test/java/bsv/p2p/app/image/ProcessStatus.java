package bsv.p2p.app.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux tells of a process.
public final class ProcessStatus {
    private ProcessStatus() {}

    /// What a field says, without its name.
    ///
    /// @throws java.util.NoSuchElementException if there is no such field
    public static String field(long process, String name) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":")).findFirst().orElseThrow().substring(name.length() + 1).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A field that is told in kilobytes, in bytes.
    public static long bytes(long process, String name) {
        return Long.parseLong(field(process, name).replaceAll("\\D", "")) * 1024;
    }
}
