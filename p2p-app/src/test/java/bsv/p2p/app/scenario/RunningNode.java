package bsv.p2p.app.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.image.LinkedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `p2p run` of the linked image in a process of its own with a heap of 128 MiB, on regtest, seen from outside: its events, its console,
/// its memory. Killed when it is closed, or when the tests end.
final class RunningNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// All of the heap is there from the start, and the compiler is the one that takes little: the other one takes up to 30 MB, whenever it likes.
    private static final String MEMORY = "-Xms128m -Xmx128m -XX:+AlwaysPreTouch -XX:TieredStopAtLevel=1";
    private static final Pattern ADDRESS = Pattern.compile("(\\d+\\.){3}\\d+:\\d+|\\[[0-9a-f:]+]:\\d+");
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final EventLog<String> output = new EventLog<>();
    private final EventLog<JsonNode> events = new EventLog<>();
    private final EventLog<String> console = new EventLog<>();
    private final Thread killer;

    private RunningNode(Process process) {
        this.process = process;
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        read(process.getInputStream(), this::addEvent, events);
        read(process.getErrorStream(), console::add, console);
    }

    /// Starts one that listens on a free port of 127.0.0.1 and keeps nothing, and waits until it does.
    static RunningNode listening(String... options) {
        var all = new ArrayList<>(List.of("--listen", "127.0.0.1:0", "--store", "memory"));
        all.addAll(List.of(options));
        var node = start(all.toArray(String[]::new));
        try {
            node.awaitAddress();
            return node;
        } catch (RuntimeException | Error failed) {
            node.close();
            throw failed;
        }
    }

    /// Starts one with these options, and waits for nothing. Its events are JSON unless they say otherwise.
    static RunningNode start(String... options) {
        var command = new ArrayList<>(List.of(LinkedImage.SCRIPT.toString(), "run", "--network", "regtest", "--discovery", "none",
                "--set", "services=NETWORK"));
        command.addAll(List.of(options));
        if (!command.contains("--events")) command.addAll(List.of("--events", "json"));
        return of(new ProcessBuilder(command));
    }

    /// Starts a program of these tests, in a JVM with as much heap, that prints where it listens as a `ListenerBound` event.
    static RunningNode of(Class<?> program, String... arguments) {
        var node = start(program, List.of(), arguments);
        node.endInput();
        return node;
    }

    /// As the other, with options for the JVM, and with an input that does not end before [#endInput()].
    static RunningNode start(Class<?> program, List<String> options, String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return begin(new ProcessBuilder(command));
    }

    private static RunningNode of(ProcessBuilder builder) {
        var node = begin(builder);
        node.endInput();
        return node;
    }

    private static RunningNode begin(ProcessBuilder builder) {
        builder.environment().put("JAVA_TOOL_OPTIONS", MEMORY);
        try {
            return new RunningNode(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Where it listens, once it does.
    InetSocketAddress awaitAddress() {
        var line = output.await("line about a listener", 0, said -> said.contains("ListenerBound"), PATIENCE);
        return Endpoint.parse(ADDRESS.matcher(line).results().map(MatchResult::group).findFirst().orElseThrow()).toSocketAddress();
    }

    /// What it wrote to standard output.
    EventLog<String> output() {
        return output;
    }

    /// The same, understood.
    EventLog<JsonNode> events() {
        return events;
    }

    /// The first event of this kind that fits, from number `from` on.
    JsonNode await(String kind, int from, Predicate<JsonNode> wanted) {
        return events.await(kind, from, event -> event.get("event").asString().equals(kind) && wanted.test(event), PATIENCE);
    }

    /// The first so many events of this kind.
    List<JsonNode> await(String kind, long count) {
        return events.await(kind, count, 0, event -> event.get("event").asString().equals(kind), PATIENCE);
    }

    /// What it wrote to standard error, but for what the JVM says of `JAVA_TOOL_OPTIONS`.
    EventLog<String> console() {
        return console;
    }

    /// Its memory, from now on.
    ProcessMemory memory() {
        return new ProcessMemory(process);
    }

    /// Its standard input ends.
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Sends SIGKILL.
    void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /// Sends SIGTERM.
    void terminate() {
        // Not of Process: that one closes the streams, too, and with them what the node has to say at the end.
        process.toHandle().destroy();
    }

    /// Ends it by SIGTERM.
    ///
    /// @return the exit status
    int stop() {
        terminate();
        return awaitExit();
    }

    /// Waits until it ended, and all that it said is here.
    ///
    /// @return the exit status
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw new AssertionError("Still running after " + PATIENCE);
            events.awaitEnd(PATIENCE);
            console.awaitEnd(PATIENCE);
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the process", interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private void addEvent(String line) {
        output.add(line);
        if (line.startsWith("{")) events.add(JSON.readTree(line));
    }

    private static void read(InputStream stream, Consumer<String> sink, EventLog<?> log) {
        Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("Picked up JAVA_TOOL_OPTIONS")) sink.accept(line);
                }
            } catch (IOException killed) {
                // The pipe of a process that was killed.
            } finally {
                log.end();
            }
        });
    }
}
