package bsv.p2p.bench.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.api.peer.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Starts programs of the linked image and looks at the clock.
///
/// @param home the folder with `bin/p2p` in it
record Image(Path home) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern BOUND = Pattern.compile("\"event\":\"ListenerBound\".*\"address\":\"([^\"]+)\"");

    /// Times since a process was started.
    ///
    /// @param bound until it said where it listens
    /// @param shakenHands until the first caller was served
    record NodeStart(Duration bound, Duration shakenHands) {}

    /// How long a program takes from start to end.
    static Duration run(String... command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var process = start(command);
        try {
            long lines = process.inputReader(UTF_8).lines().count();
            int status = end(process);
            if (status != 0 || lines == 0) throw new IllegalStateException("%s printed %d lines and ended with %d".formatted(List.of(command), lines, status));
            return Duration.ofNanos(System.nanoTime() - began);
        } finally {
            process.destroyForcibly();
        }
    }

    Duration version() throws IOException, InterruptedException {
        return run(home.resolve("bin/p2p").toString(), "--version");
    }

    /// A JVM of this image that says hello, with the options that the start script gives, but for the cache, which is of another program.
    Duration hello(Path classes) throws IOException, InterruptedException {
        return run(home.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-cp", classes.toString(), Hello.class.getName());
    }

    /// Starts a node that listens, calls it as soon as it does, and ends it.
    ///
    NodeStart node() throws IOException, InterruptedException {
        return node(home.resolve("bin/p2p"));
    }

    /// The same in an image from which the ahead-of-time cache was taken, by a start script in a folder that has none.
    NodeStart nodeWithoutCache() throws IOException, InterruptedException {
        var other = Files.createTempDirectory("p2p-image");
        try {
            var scripts = Files.createDirectory(other.resolve("bin"));
            Files.createSymbolicLink(scripts.resolve("java"), home.resolve("bin/java").toAbsolutePath());
            return node(Files.copy(home.resolve("bin/p2p"), scripts.resolve("p2p"), StandardCopyOption.COPY_ATTRIBUTES));
        } finally {
            for (var name : List.of("bin/p2p", "bin/java", "bin", "")) Files.deleteIfExists(other.resolve(name));
        }
    }

    private static NodeStart node(Path script) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var process = start(script.toString(), "run", "--network", "regtest", "--listen", "127.0.0.1:0", "--store", "memory",
                "--discovery", "none", "--events", "json");
        try (var lines = process.inputReader(UTF_8)) {
            var address = awaitBound(lines);
            var bound = Duration.ofNanos(System.nanoTime() - began);
            FirstCaller.shakeHands(address);
            return new NodeStart(bound, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            process.toHandle().destroy();
            end(process);
        }
    }

    long size() throws IOException {
        try (var files = Files.walk(home)) {
            long size = 0;
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) size += Files.size(file);
            return size;
        }
    }

    private static Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_TOOL_OPTIONS", "");
        return builder.start();
    }

    private static int end(Process process) throws InterruptedException {
        if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue();
        process.destroyForcibly();
        throw new IllegalStateException("still running after " + PATIENCE);
    }

    private static InetSocketAddress awaitBound(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var bound = BOUND.matcher(line);
            if (bound.find()) return Endpoint.parse(bound.group(1)).toSocketAddress();
        }
        throw new IllegalStateException("the node ended before it listened");
    }
}
