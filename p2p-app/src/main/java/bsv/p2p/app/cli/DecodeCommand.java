package bsv.p2p.app.cli;

import bsv.p2p.app.frames.DecodeLine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `p2p decode`: frames or payloads to JSON.
@Command(
        name = "decode",
        header = "Reads frames or payloads, one on each line in hex or base64, and prints a line of JSON for each.",
        description = {
            "",
            "  {\"command\":...,\"network\":...,\"payload_size\":...,\"canonical\":...,\"fields\":{...}}",
            "or, and the exit status is 1,",
            "  {\"error\":KIND,\"detail\":...}",
            "with KIND one of BAD_MAGIC, BAD_COMMAND, BAD_CHECKSUM, OVERSIZE, TRUNCATED, MALFORMED. Canonical tells whether",
            "writing the message again gives the same payload. Frames of all known networks are read.",
            "",
            "A line of hex digits is hex, any other is base64; --base64 is for base64 that looks like hex. With --payload",
            "a line is a payload, an empty one too, and no network is printed.",
            "",
            "  echo dab5bffa... | p2p decode | jq .fields",
            "  echo 0700000000000000 | p2p decode --payload ping"
        },
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class DecodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Read this file (default: standard input)")
    private @Nullable Path file;

    @Option(names = "--full", description = "Print the transactions of blocks, not only their ids")
    private boolean full;

    @Mixin
    private final BytesOptions bytes = new BytesOptions();

    DecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var decoder = new DecodeLine(full, bytes.text(), bytes.payloadOf());
        return LinesIn.work(console, file, bytes.payloadOf().isPresent(), line -> {
            var decoded = decoder.decode(line);
            console.out().print(decoded.json() + "\n");
            return decoded.ok();
        });
    }
}
