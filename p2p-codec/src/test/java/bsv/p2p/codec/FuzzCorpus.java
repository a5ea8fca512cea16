package bsv.p2p.codec;

import bsv.p2p.api.peer.Network;
import bsv.p2p.fuzz.Corpus;
import bsv.p2p.fuzz.Fuzzer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Inputs that reach far: a file of hex lines for each target, kept from earlier runs, and the vectors.
final class FuzzCorpus {
    private FuzzCorpus() {}

    /// All decoders and the reader of frames.
    static List<String> targets() {
        return Stream.concat(MessageCodecs.ALL.stream().map(codec -> codec.command().name()).sorted(), Stream.of(FuzzTarget.STREAM)).toList();
    }

    /// What a target begins with.
    static Stream<byte[]> seeds(Path corpus, String target) {
        return Stream.concat(Corpus.kept(corpus, target), vectors(target));
    }

    /// What other implementations made.
    static Stream<byte[]> vectors(String target) {
        var all = Stream.concat(Vectors.valid(), Stream.of("invalid", "mutated", "lenient").flatMap(file -> Vectors.in(file).stream()));
        if (target.equals(FuzzTarget.STREAM)) {
            return all.filter(vector -> vector.magic().equals(Network.REGTEST.magic())).map(Vectors.Vector::frame).filter(frame -> frame.length < Fuzzer.LONGEST)
                    .map(frame -> Frames.with(new byte[] {(byte) frame.length}, frame));
        }
        return all.filter(vector -> vector.text("command").equals(target) && vector.node().hasNonNull("payload_hex")).map(Vectors.Vector::payload).filter(payload -> payload.length < Fuzzer.LONGEST);
    }
}
