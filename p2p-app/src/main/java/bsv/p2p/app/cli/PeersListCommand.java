package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.PeerRows;
import bsv.p2p.app.output.Escaped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `p2p peers list`: the peers of a store, or some of them.
@Command(
        name = "list",
        header = "Lists the peers that a store remembers, in no order.",
        description = {
            "",
            "  p2p peers list --status valid --seen-within 24h",
            "  p2p peers list --within 203.0.113.0/24,2001:db8::/32 --agent \"bitcoin sv\"",
            "  p2p peers list --json | jq .address",
            "",
            "With --json each line is an object, as p2p peers export writes them."
        },
        sortOptions = false,
        optionListHeading = "%n")
final class PeersListCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %-12s %-20s %-24s %s";
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final FilterOptions options = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many")
    private @Nullable Long limit;

    @Option(names = "--json", description = "One JSON object a line")
    private boolean json;

    PeersListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit != null && limit < 1) throw new ParameterException(spec.commandLine(), "--limit: expected 1 or more, found " + limit);
        long most = limit == null ? Long.MAX_VALUE : limit;
        return OpenStore.with(console, spec, (store, _) -> {
            try (var peers = options.filter(Instant.now()).of(store)) {
                if (!json) console.out().println(ROW.formatted("ADDRESS", "STATUS", "LAST SEEN", "SERVICES", "USER AGENT"));
                ManyLines.print(console, peers.limit(most).map(peer -> json ? JsonText.line(PeerRows.of(peer)) : row(peer)).iterator());
            }
            return ExitCode.OK;
        });
    }

    private static String row(Peer peer) {
        return ROW.formatted(peer.endpoint(), peer.status(), peer.lastSeen().map(seen -> seen.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-"),
                Services.describe(peer.services()), Escaped.quoted(peer.userAgent()));
    }
}
