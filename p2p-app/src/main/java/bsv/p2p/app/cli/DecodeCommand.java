package bsv.p2p.app.cli;

import bsv.p2p.app.frames.DecodeLine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `p2p decode`: frames in hex to JSON.
@Command(
        name = "decode",
        header = "Reads frames, one in hex on each line, and prints a line of JSON for each.",
        description = {
            "",
            "  {\"command\":...,\"network\":...,\"payload_size\":...,\"canonical\":...,\"fields\":{...}}",
            "or, and the exit status is 1,",
            "  {\"error\":KIND,\"detail\":...}",
            "with KIND one of BAD_MAGIC, BAD_COMMAND, BAD_CHECKSUM, OVERSIZE, TRUNCATED, MALFORMED. Canonical tells whether",
            "writing the message again gives the same payload. Frames of all known networks are read.",
            "",
            "  echo dab5bffa... | p2p decode | jq .fields"
        },
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class DecodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Read this file (default: standard input)")
    private @Nullable Path file;

    @Option(names = "--full", description = "Print the transactions of blocks, not only their ids")
    private boolean full;

    DecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return LinesIn.work(console, file, line -> {
            var decoded = DecodeLine.decode(line, full);
            console.out().print(decoded.json() + "\n");
            return decoded.ok();
        });
    }
}
