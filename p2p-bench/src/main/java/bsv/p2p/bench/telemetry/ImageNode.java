package bsv.p2p.bench.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.bench.flow.Cores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `p2p run` of the linked image, on its core, with everything that watches it or with nothing.
final class ImageNode implements AutoCloseable {
    private static final Pattern BOUND = Pattern.compile("ListenerBound .*:(\\d+)");
    private static final Pattern ADMIN = Pattern.compile("admin interface listening.*port=(\\d+)");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final int admin;

    private ImageNode(List<String> command, boolean watched) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Cores.forNode(command));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        if (!watched) builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        process = builder.start();
        port = await(process.inputReader(UTF_8), BOUND);
        admin = watched ? await(process.errorReader(UTF_8), ADMIN) : 0;
    }

    static ImageNode plain(Path image, int places) throws IOException, InterruptedException {
        return new ImageNode(command(image, places), false);
    }

    /// @param collector where metrics and spans go, every second
    static ImageNode watched(Path image, int places, int collector) throws IOException, InterruptedException {
        var command = new ArrayList<>(command(image, places));
        command.addAll(List.of("--admin", "127.0.0.1:0", "--set", "telemetryEnabled=true", "--set", "telemetryEndpoint=http://127.0.0.1:" + collector,
                "--set", "extension.otel.interval=1s"));
        return new ImageNode(command, true);
    }

    private static List<String> command(Path image, int places) {
        return List.of(image.resolve("bin/p2p").toString(), "run", "--network", "regtest", "--listen", "127.0.0.1:0", "--store", "memory", "--discovery", "none",
                "--set", "targetConnections=0", "--set", "maxConnections=" + places, "--set", "maxInboundPerAddress=0");
    }

    /// Reads on after that, so that the node never waits for a reader.
    private static int await(BufferedReader lines, Pattern wanted) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var found = wanted.matcher(line);
            if (!found.find()) continue;
            Thread.ofPlatform().daemon().start(() -> readOn(lines));
            return Integer.parseInt(found.group(1));
        }
        throw new IOException("the node ended before it said: " + wanted);
    }

    private static void readOn(BufferedReader lines) {
        try {
            lines.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            // The node was stopped.
        }
    }

    int port() {
        return port;
    }

    /// Of all its threads so far.
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("this system does not tell"));
    }

    /// What `/metrics` says.
    String metrics() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/metrics")).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroy();
        client.close();
    }
}
