package bsv.p2p.app.cli;

import bsv.p2p.api.message.Command;
import bsv.p2p.app.frames.LineText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `decode` and `encode` are told about the bytes on a line.
final class BytesOptions {
    @Option(names = "--payload", paramLabel = "COMMAND", description = "Lines are payloads of this message, without a frame")
    private @Nullable Command payload;

    @Option(names = "--base64", description = "Bytes are base64, not hex")
    private boolean base64;

    Optional<Command> payloadOf() {
        return Optional.ofNullable(payload);
    }

    LineText text() {
        return base64 ? LineText.BASE64 : LineText.ANY;
    }
}
