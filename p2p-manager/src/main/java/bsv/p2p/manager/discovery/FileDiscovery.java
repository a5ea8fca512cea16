package bsv.p2p.manager.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerDiscovery;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads addresses from a file, whatever is in it and however large it is.
///
/// @param path need not exist until a round
record FileDiscovery(Path path) implements PeerDiscovery {
    static final String NAME = "file";
    /// Bytes of a line that are looked at; no line that makes sense is longer.
    private static final int MAX_LINE = 200;
    /// Lines of which is told what was wrong.
    private static final int MAX_TOLD = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> discover(Request request, Consumer<Found> found) throws InterruptedException {
        var wrong = new Wrong(path);
        // A pipe or a device would keep the round waiting.
        if (!Files.isRegularFile(path)) return List.of(path + " is no file");
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            int number = 1;
            for (var line = line(in); line.isPresent(); line = line(in)) {
                if (Thread.interrupted()) throw new InterruptedException();
                read(line.get(), number++, request, found, wrong);
            }
        } catch (IOException failed) {
            return List.of("cannot read " + path + ": " + failed);
        }
        return wrong.problems();
    }

    private void read(String line, int number, Request request, Consumer<Found> found, Wrong wrong) {
        var text = line.replaceFirst("#.*", "").strip();
        if (!text.isEmpty()) address(text, number, wrong).ifPresent(peer -> found.accept(new Found(peer.withPort(request.defaultPort()), source())));
    }

    private static Optional<PeerAddress> address(String text, int number, Wrong wrong) {
        try {
            return Optional.of(PeerAddress.parse(text));
        } catch (IllegalArgumentException problem) {
            wrong.add(number, String.valueOf(problem.getMessage()));
            return Optional.empty();
        }
    }

    private String source() {
        return Peer.fittingSource(NAME + ":" + path.getFileName());
    }

    /// The next line, cut where it is too long; empty at the end.
    private static Optional<String> line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) return Optional.empty();
        for (; next >= 0 && next != '\n'; next = in.read()) if (line.size() < MAX_LINE) line.write(next);
        return Optional.of(line.toString(ISO_8859_1));
    }

    @Override
    public void close() {}

    /// Collects what is wrong with lines, not without end.
    private static final class Wrong {
        private final Path path;
        private final List<String> problems = new ArrayList<>();
        private int count;

        Wrong(Path path) {
            this.path = path;
        }

        void add(int line, String problem) {
            if (count++ < MAX_TOLD) problems.add("%s:%d: %s".formatted(path, line, problem.replaceAll("[^ -~]", "?")));
        }

        List<String> problems() {
            if (count > MAX_TOLD) problems.add("%s: %d more lines make no sense".formatted(path, count - MAX_TOLD));
            return List.copyOf(problems);
        }
    }
}
