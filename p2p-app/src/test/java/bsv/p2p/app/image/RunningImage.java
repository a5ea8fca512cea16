package bsv.p2p.app.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A `p2p` of the image that runs on: its lines as they come, and signals to it.
final class RunningImage implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final LinkedBlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> err = new LinkedBlockingQueue<>();

    private RunningImage(Process process) {
        this.process = process;
        collect(process.getInputStream(), out);
        collect(process.getErrorStream(), err);
    }

    /// @param data where the user's data goes
    static RunningImage start(Path data, String... arguments) {
        return start(data, List.of(LinkedImage.SCRIPT.toString()), arguments);
    }

    /// @param options for the JVM
    static RunningImage startWith(String options, Path data, String... arguments) {
        return start(data, List.of("env", "JAVA_TOOL_OPTIONS=" + options, LinkedImage.SCRIPT.toString()), arguments);
    }

    /// @param program how `p2p` is started, if not from the image
    static RunningImage start(Path data, List<String> program, String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("XDG_DATA_HOME", data.toString());
        try {
            return new RunningImage(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for a line of standard output; those before it are gone.
    String awaitOut(String text) throws InterruptedException {
        return await(text, out);
    }

    String awaitErr(String text) throws InterruptedException {
        return await(text, err);
    }

    /// @param name such as `INT`
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        if (code != 0) throw new IllegalStateException("kill ended with " + code);
    }

    /// What it has of the memory of this machine.
    long residentBytes() {
        return ProcessStatus.bytes(process.pid(), "VmRSS");
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException("still running: " + out + err);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String await(String text, LinkedBlockingQueue<String> lines) throws InterruptedException {
        while (true) {
            var line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) throw new IllegalStateException("no line with " + text + "; standard error: " + err);
            if (line.contains(text)) return line;
        }
    }

    private static void collect(InputStream stream, LinkedBlockingQueue<String> lines) {
        Thread.ofVirtual().start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) lines.add(line);
            } catch (IOException _) {
                // the process was ended
            }
        });
    }
}
