package bsv.p2p.app.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Resident memory of another process, as the system counts it, in bytes.
record ProcessMemory(long pid) {
    static ProcessMemory of(Process process) {
        return new ProcessMemory(process.pid());
    }

    long now() {
        return status("VmRSS");
    }

    /// The most that it ever was, or was since [#forgetMost()].
    long most() {
        return status("VmHWM");
    }

    void forgetMost() {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long status(String field) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            var line = lines.filter(candidate -> candidate.startsWith(field + ":")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
