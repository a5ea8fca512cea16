package bsv.p2p.app.cli;

import bsv.p2p.app.frames.Capture;
import bsv.p2p.app.frames.DecodeLine;
import bsv.p2p.app.frames.LineText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "With --stream the input is bytes: frames one after the other, as one side of a connection sent them. Lines begin with",
            "the offset of the frame; blocks and transactions above 64 MiB go by and are summed up, of any size. It stops where the",
            "place of the next frame is lost.",
            "",
            "  echo dab5bffa... | p2p decode | jq .fields",
            "  echo 0700000000000000 | p2p decode --payload ping",
            "  p2p decode --stream captured.bin"
        },
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class DecodeCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Read this file (default: standard input)")
    private @Nullable Path file;

    @Option(names = "--full", description = "Print the transactions of blocks, not only their ids")
    private boolean full;

    @Option(names = "--stream", description = "The input is a capture: bytes of frames, not lines")
    private boolean stream;

    @Mixin
    private final BytesOptions bytes = new BytesOptions();

    DecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var decoder = new DecodeLine(full, bytes.text(), bytes.payloadOf());
        if (stream) return capture(decoder);
        return LinesIn.work(console, file, bytes.payloadOf().isPresent(), line -> {
            var decoded = decoder.decode(line);
            console.out().print(decoded.json() + "\n");
            return decoded.ok();
        });
    }

    private int capture(DecodeLine decoder) {
        if (bytes.payloadOf().isPresent() || bytes.text() == LineText.BASE64) throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "--stream reads bytes of frames: it goes with neither --payload nor --base64");
        boolean allRight = true;
        try (var in = new BufferedInputStream(LinesIn.open(console, file), 1 << 16)) {
            var capture = new Capture(decoder, in);
            for (var decoded = capture.next(); decoded.isPresent(); decoded = capture.next()) {
                console.out().print(decoded.get().json() + "\n");
                allRight &= decoded.get().ok();
                if (console.out().checkError()) return ExitCode.OK;
            }
            return allRight ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException failed) {
            return LinesIn.unreadable(console, file, failed);
        }
    }
}
