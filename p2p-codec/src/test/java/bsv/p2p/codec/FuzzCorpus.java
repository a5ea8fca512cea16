package bsv.p2p.codec;

import bsv.p2p.api.peer.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Inputs that reach far: a file of hex lines for each target, kept from earlier runs, and the vectors.
final class FuzzCorpus {
    /// Longest input, in bytes.
    static final int LONGEST = 2_048;

    private FuzzCorpus() {}

    /// All decoders and the reader of frames.
    static List<String> targets() {
        return Stream.concat(MessageCodecs.ALL.stream().map(codec -> codec.command().name()).sorted(), Stream.of(FuzzTarget.STREAM)).toList();
    }

    /// What a target begins with.
    static Stream<byte[]> seeds(Path corpus, String target) {
        return Stream.concat(kept(corpus, target), vectors(target));
    }

    /// Keeps inputs, shortest first; vectors are kept already.
    static void keep(Path corpus, String target, Stream<byte[]> inputs) throws IOException {
        var vectors = vectors(target).map(HexFormat.of()::formatHex).collect(Collectors.toSet());
        var lines = inputs.map(HexFormat.of()::formatHex).filter(input -> !vectors.contains(input)).sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        Files.createDirectories(corpus);
        Files.write(corpus.resolve(target + ".hex"), lines.toList());
    }

    private static Stream<byte[]> kept(Path corpus, String target) {
        var file = corpus.resolve(target + ".hex");
        if (!Files.exists(file)) return Stream.empty();
        try {
            return Files.readAllLines(file).stream().map(HexFormat.of()::parseHex);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<byte[]> vectors(String target) {
        var all = Stream.concat(Vectors.valid(), Stream.of("invalid", "mutated", "lenient").flatMap(file -> Vectors.in(file).stream()));
        if (target.equals(FuzzTarget.STREAM)) {
            return all.filter(vector -> vector.magic().equals(Network.REGTEST.magic())).map(Vectors.Vector::frame).filter(frame -> frame.length < LONGEST)
                    .map(frame -> Frames.with(new byte[] {(byte) frame.length}, frame));
        }
        return all.filter(vector -> vector.text("command").equals(target) && vector.node().hasNonNull("payload_hex")).map(Vectors.Vector::payload).filter(payload -> payload.length < LONGEST);
    }
}
