package bsv.p2p.bench.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// An [ObservedNode] seen from outside.
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final int port;

    /// Starts one.
    ///
    /// @param timeout of every kind
    NodeProcess(int places, Duration timeout) throws IOException, InterruptedException {
        var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", System.getProperty("java.class.path"), ObservedNode.class.getName(),
                Integer.toString(places), Long.toString(timeout.toMillis()));
        process = new ProcessBuilder(Cores.forNode(command)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said = process.inputReader();
        port = Integer.parseInt(line());
    }

    /// What its subscriber heard, and what it missed.
    record Subscriber(long heard, long missed) {}

    int port() {
        return port;
    }

    /// @param command one of [ObservedNode]
    Subscriber tell(char command) throws IOException {
        process.getOutputStream().write(command);
        process.getOutputStream().flush();
        var counts = line().split(" ", 2);
        return new Subscriber(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
    }

    private String line() throws IOException {
        var line = said.readLine();
        if (line == null) throw new IOException("the node ended");
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
