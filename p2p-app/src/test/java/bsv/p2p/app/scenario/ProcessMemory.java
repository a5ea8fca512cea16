package bsv.p2p.app.scenario;

import bsv.p2p.app.image.ProcessStatus;
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
        return ProcessStatus.bytes(pid, "VmRSS");
    }

    /// The most that it ever was, or was since [#forgetMost()].
    long most() {
        return ProcessStatus.bytes(pid, "VmHWM");
    }

    void forgetMost() {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
