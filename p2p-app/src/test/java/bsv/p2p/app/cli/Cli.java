package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A command line run within this JVM, its streams caught.
final class Cli {
    private static final long PATIENCE_SECONDS = 60;

    final Stop stop = new Stop();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;
    private byte[] in = {};
    private PrintStream outStream = new PrintStream(out, false, UTF_8);

    /// @param home the folder of a user who has nothing yet
    Cli(Path home) {
        this.home = home;
    }

    Cli input(String text) {
        in = text.getBytes(UTF_8);
        return this;
    }

    Cli variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Writes there instead of catching it.
    Cli output(PrintStream elsewhere) {
        outStream = elsewhere;
        return this;
    }

    /// Runs to the end.
    ///
    /// @return the exit code
    int run(String... arguments) {
        var console = new Console(new ByteArrayInputStream(in), outStream, new PrintStream(err, true, UTF_8), environment, home.toString(), "", false, stop);
        int code = Main.run(console, arguments);
        outStream.flush();
        return code;
    }

    /// Runs beside the caller.
    CompletableFuture<Integer> start(String... arguments) {
        var done = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("p2p-under-test").start(() -> {
            try {
                done.complete(run(arguments));
            } catch (RuntimeException | Error thrown) {
                done.completeExceptionally(thrown);
            }
        });
        return done;
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    static int await(CompletableFuture<Integer> exit) throws Exception {
        return exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Waits until a line of the output, complete, has this text in it.
    String awaitLine(String text) throws InterruptedException, TimeoutException {
        return awaitLines(text, 1).getFirst();
    }

    /// Waits until so many lines of the output have this text in them.
    List<String> awaitLines(String text, int count) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            var printed = out();
            var whole = printed.substring(0, printed.lastIndexOf('\n') + 1);
            var found = whole.lines().filter(line -> line.contains(text)).toList();
            if (found.size() >= count) return found;
            if (stop.await(Duration.ofMillis(5))) break;
        }
        throw new TimeoutException("no line with " + text + " in:\n" + out() + err());
    }
}
