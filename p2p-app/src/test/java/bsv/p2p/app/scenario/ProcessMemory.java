package bsv.p2p.app.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.app.image.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the process of a JVM has taken since this was made, in bytes. Its whole heap is resident from the start (`-XX:+AlwaysPreTouch`), so
/// resident memory grows by what lies beside the heap alone; what lies in it is counted once the garbage is gone. Where the collector puts garbage, and
/// for how long, is no growth.
final class ProcessMemory {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    private final long pid;
    private final long besideAtFirst;
    private final long heapAtFirst;
    private long mostInHeap;

    ProcessMemory(Process process) {
        pid = process.pid();
        inHeap(); // What it takes to be asked is there from now on.
        heapAtFirst = inHeap();
        mostInHeap = heapAtFirst;
        forgetMost();
        besideAtFirst = ProcessStatus.bytes(pid, "VmRSS");
    }

    /// The most that it had at any time beside its heap, and the most that it had in its heap whenever that was looked at, which this does too.
    long growth() {
        lookAtHeap();
        return growthBesideHeap() + mostInHeap - heapAtFirst;
    }

    long growthBesideHeap() {
        return ProcessStatus.bytes(pid, "VmHWM") - besideAtFirst;
    }

    /// Takes a tenth of a second, in which the process stands still.
    void lookAtHeap() {
        mostInHeap = Math.max(mostInHeap, inHeap());
    }

    private long inHeap() {
        try {
            var process = new ProcessBuilder(JCMD.toString(), Long.toString(pid), "GC.class_histogram").redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            var total = TOTAL.matcher(said);
            if (!total.find()) throw new IllegalStateException("no total in what jcmd says: " + said);
            return Long.parseLong(total.group(1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void forgetMost() {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
