package bsv.p2p.app.crawl;

import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.json.CsvCell;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.output.Moments;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Calls as lines: JSON objects, or CSV under a header with the same fields.
public final class VisitLines implements Consumer<Visited> {
    /// What the lines look like.
    public enum Format {
        JSON, CSV
    }

    private static final List<String> COLUMNS = List.of("time", "address", "reached", "chain", "user_agent", "protocol_version", "services", "service_names",
            "start_height", "handshake_ms", "addresses", "problem");

    private final PrintStream out;
    private final Format format;
    private final boolean all;
    private final InstantSource clock;

    /// Writes the header, if there is one.
    ///
    /// @param all whether those that were not reached are written too
    public VisitLines(PrintStream out, Format format, boolean all, InstantSource clock) {
        this.out = out;
        this.format = format;
        this.all = all;
        this.clock = clock;
        if (format == Format.CSV) out.print(String.join(",", COLUMNS) + "\n");
    }

    @Override
    public void accept(Visited visited) {
        if (!visited.isReached() && !all) return;
        var row = row(visited);
        out.print((format == Format.CSV ? CsvCell.line(COLUMNS, row) : JsonText.line(row)) + "\n");
    }

    private ObjectNode row(Visited visited) {
        var row = JsonText.object().put("time", Moments.utc(clock.instant())).put("address", visited.address().toString()).put("reached", visited.isReached());
        if (visited.version().isPresent()) {
            Version version = visited.version().get();
            row.put("chain", visited.chain().name().toLowerCase(Locale.ROOT)).put("user_agent", visited.userAgent()).put("protocol_version", version.protocolVersion())
                    .put("services", Long.toUnsignedString(version.services())).put("service_names", Services.describe(version.services()));
            version.startHeight().ifPresentOrElse(height -> row.put("start_height", height), () -> row.putNull("start_height"));
        } else {
            for (var told : List.of("chain", "user_agent", "protocol_version", "services", "service_names", "start_height")) row.putNull(told);
        }
        visited.handshake().ifPresentOrElse(took -> row.put("handshake_ms", took.toMillis()), () -> row.putNull("handshake_ms"));
        return row.put("addresses", visited.told().size()).put("problem", visited.problem().isEmpty() ? null : visited.problem());
    }
}
