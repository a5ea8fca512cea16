package bsv.p2p.app.cli;

import bsv.p2p.app.frames.BoundedLines;
import bsv.p2p.app.frames.EncodeLine;
import bsv.p2p.app.output.Escaped;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `p2p encode`: JSON to frames or payloads.
@Command(
        name = "encode",
        header = "Reads messages, one JSON object on each line, and prints the frame of each, or its payload.",
        description = {
            "",
            "  {\"command\":...,\"network\":...,\"fields\":{...}}        as p2p decode prints them",
            "  {\"command\":...,\"network\":...,\"payload_hex\":...}     for any payload",
            "With --payload neither command nor network is needed, and the payload is printed without a frame. Bytes are",
            "printed in hex, with --base64 in base64.",
            "",
            "Fields that follow from others (counts, hashes) may be left out, but must be right if given. What is wrong",
            "goes to standard error with the number of its line, and the exit status is 1.",
            "",
            "  echo '{\"command\":\"ping\",\"network\":\"regtest\",\"fields\":{\"nonce\":\"7\"}}' | p2p encode"
        },
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class EncodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Read this file (default: standard input)")
    private @Nullable Path file;

    @Mixin
    private final BytesOptions bytes = new BytesOptions();

    EncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var encoder = new EncodeLine(bytes.text(), bytes.payloadOf());
        return LinesIn.work(console, file, false, line -> encode(encoder, line));
    }

    private boolean encode(EncodeLine encoder, BoundedLines.Line line) {
        try {
            console.out().print(encoder.encode(line) + "\n");
            return true;
        } catch (IllegalArgumentException wrong) {
            console.err().println("p2p: line " + line.number() + ": " + Escaped.of(String.valueOf(wrong.getMessage())));
            return false;
        }
    }
}
