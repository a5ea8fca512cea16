package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs several command lines in one JVM, so that the image's ahead-of-time cache knows what all of them load.
///
/// Only the build calls it: the first argument is a folder to work in, each other one command line, its words separated by blanks,
/// `ADDRESS` standing for the address of a node that listens meanwhile. A command line that fails ends the run with its exit code, and
/// with it the build.
final class TrainingRun {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BOUND = Pattern.compile("ListenerBound (\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TrainingRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length)));
    }

    private static int run(Path folder, List<String> commandLines) throws InterruptedException {
        HeadStart.of("run");
        var complaints = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)); // where the log goes, which the node writes as always
        var bound = new CompletableFuture<String>();
        var stop = new Stop();
        var node = Thread.ofPlatform().start(() -> {
            int exitCode = Main.run(console(new PrintStream(new Listener(bound), true, UTF_8), folder, stop), "run", "--network", "regtest",
                    "--listen", "127.0.0.1:0");
            bound.completeExceptionally(new IllegalStateException("the node ended with exit code " + exitCode));
        });
        var address = bound.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        int exitCode = 0;
        for (var commandLine : commandLines) {
            var words = BLANKS.split(commandLine.strip().replace("ADDRESS", address));
            exitCode = Main.run(console(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8), folder, new Stop()), words);
            if (exitCode == 0) continue;
            complaints.println("Training failed with exit code " + exitCode + ": p2p " + commandLine);
            break;
        }
        stop.want();
        node.join(PATIENCE);
        return exitCode;
    }

    private static Console console(PrintStream out, Path folder, Stop stop) {
        return new Console(InputStream.nullInputStream(), out, System.err, Map.of(), folder.toString(), "", false, stop);
    }

    /// Reads where the node listens.
    private static final class Listener extends OutputStream {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> bound;

        private Listener(CompletableFuture<String> bound) {
            this.bound = bound;
        }

        @Override
        public synchronized void write(int b) {
            if (b != '\n') {
                text.append((char) b);
                return;
            }
            var found = BOUND.matcher(text);
            if (found.find()) bound.complete(found.group(1));
            text.setLength(0);
        }
    }
}
