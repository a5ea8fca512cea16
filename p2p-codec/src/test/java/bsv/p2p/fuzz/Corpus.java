package bsv.p2p.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Inputs that reach far, kept from earlier runs: a file of hex lines for each target.
public final class Corpus {
    private Corpus() {}

    /// What was kept of a target.
    public static Stream<byte[]> kept(Path corpus, String target) {
        var file = corpus.resolve(target + ".hex");
        if (!Files.exists(file)) return Stream.empty();
        try {
            return Files.readAllLines(file).stream().map(HexFormat.of()::parseHex);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Keeps inputs, shortest first.
    ///
    /// @param known what need not be kept
    static void keep(Path corpus, String target, List<byte[]> inputs, List<byte[]> known) throws IOException {
        var there = known.stream().map(HexFormat.of()::formatHex).collect(Collectors.toSet());
        var lines = inputs.stream().map(HexFormat.of()::formatHex).filter(input -> !there.contains(input)).sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        Files.createDirectories(corpus);
        Files.write(corpus.resolve(target + ".hex"), lines.toList());
    }
}
