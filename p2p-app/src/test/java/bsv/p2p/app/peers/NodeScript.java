package bsv.p2p.app.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A script of the npm folder that runs, and its lines of JSON. It ends when it is closed, whatever it does. Should this JVM end first,
/// the full node ends with its input and the client with its own time limit.
final class NodeScript implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_TO_STOP = 5;

    /// What it wrote to standard output.
    final Journal<JsonNode> said = new Journal<>();
    private final Process process;
    private final CompletableFuture<String> complaints;

    private NodeScript(Process process) {
        this.process = process;
        this.complaints = CompletableFuture.supplyAsync(this::readErrors, NodeScript::start);
        start(this::readOutput);
    }

    /// Reading a pipe holds on to the thread below a virtual one: two such, and on two cores no other virtual thread runs any more.
    private static void start(Runnable reading) {
        Thread.ofPlatform().daemon().start(reading);
    }

    static NodeScript start(String script, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        return new NodeScript(new ProcessBuilder(command).directory(NpmPeers.folder().toFile()).start());
    }

    /// Gives it a line to read.
    void tell(String line) throws IOException {
        var input = process.outputWriter(UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw new AssertionError("it still runs; it said:" + said);
        return process.exitValue();
    }

    /// What it wrote to standard error until its end.
    String complaints() {
        return complaints.join();
    }

    /// Ends it as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (IOException _) {
            // It is gone already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private void readOutput() {
        try (var lines = process.inputReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) said.add(JSON.readTree(line));
            said.end("it ended with exit code %d and these complaints: %s".formatted(process.waitFor(), complaints()));
        } catch (IOException | InterruptedException | RuntimeException broken) {
            said.end(broken.toString());
        }
    }

    private String readErrors() {
        try (var errors = process.getErrorStream()) {
            return new String(errors.readAllBytes(), UTF_8).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
