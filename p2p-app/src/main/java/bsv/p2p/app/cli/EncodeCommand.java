package bsv.p2p.app.cli;

import bsv.p2p.app.frames.BoundedLines;
import bsv.p2p.app.frames.EncodeLine;
import bsv.p2p.app.output.Escaped;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `p2p encode`: JSON to frames in hex.
@Command(
        name = "encode",
        header = "Reads messages, one JSON object on each line, and prints the frame of each in hex.",
        description = {
            "",
            "  {\"command\":...,\"network\":...,\"fields\":{...}}        as p2p decode prints them",
            "  {\"command\":...,\"network\":...,\"payload_hex\":...}     for any payload",
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

    EncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return LinesIn.work(console, file, this::encode);
    }

    private boolean encode(BoundedLines.Line line) {
        try {
            console.out().print(EncodeLine.encode(line) + "\n");
            return true;
        } catch (IllegalArgumentException wrong) {
            console.err().println("p2p: line " + line.number() + ": " + Escaped.of(String.valueOf(wrong.getMessage())));
            return false;
        }
    }
}
