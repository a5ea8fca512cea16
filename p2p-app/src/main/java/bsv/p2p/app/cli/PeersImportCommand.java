package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.frames.BoundedLines;
import bsv.p2p.app.output.Escaped;
import bsv.p2p.app.store.BanListFile;
import bsv.p2p.app.store.PeerFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p peers import`: peers and bans from a file into a store.
@Command(
        name = "import",
        header = "Reads peers and bans from a file into a store.",
        description = {
            "",
            "Formats are those of p2p peers export. Of a peer only the address is needed. One whose id is there is replaced; one",
            "whose address belongs to another id is left out. What makes no sense goes to standard error with the number of its",
            "line, the rest is read, and the exit status is 1.",
            "",
            "  p2p peers import peers.json",
            "  p2p peers import banlist.dat --network mainnet         the bans of a reference node",
            "  bitcoin-cli listbanned | p2p peers import --format banlist"
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PeersImportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Read this file (default: standard input)")
    private @Nullable Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json, csv or banlist (default: by the file's name, else json)")
    private @Nullable PeerFormat format;

    PeersImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var read = Optional.ofNullable(format).orElseGet(() -> PeerFormat.ofName(String.valueOf(file)));
        return OpenStore.with(console, spec, (store, config) -> read == PeerFormat.BANLIST
                ? banList(store, config.manager().network()) : lines(read, store));
    }

    private int lines(PeerFormat read, PeerStore store) {
        var lines = new PeerFormat.Lines(read, store, Instant.now());
        int status = LinesIn.work(console, file, false, line -> take(lines, line));
        console.out().println("imported " + lines.finish().describe());
        return status;
    }

    private boolean take(PeerFormat.Lines lines, BoundedLines.Line line) {
        try {
            lines.take(line.text().orElseThrow(() -> new IllegalArgumentException("the line is too long")).strip());
            return true;
        } catch (IllegalArgumentException wrong) {
            console.err().println("p2p: line " + line.number() + ": " + Escaped.of(String.valueOf(wrong.getMessage())));
            return false;
        }
    }

    private int banList(PeerStore store, Network network) {
        var problems = new int[1];
        try (var in = LinesIn.open(console, file)) {
            var bytes = in.readNBytes(BanListFile.MAX_SIZE + 1);
            if (bytes.length > BanListFile.MAX_SIZE) throw new IllegalArgumentException("expected at most %d bytes".formatted(BanListFile.MAX_SIZE));
            var bans = BanListFile.read(bytes, network, problem -> {
                problems[0]++;
                console.err().println("p2p: " + Escaped.of(problem));
            });
            bans.forEach(store::putBan);
            console.out().println("imported " + bans.size() + " bans");
            return problems[0] == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IllegalArgumentException wrong) {
            console.err().println("p2p: " + (file == null ? "standard input" : file) + ": " + Escaped.of(String.valueOf(wrong.getMessage())));
            return ExitCode.SOFTWARE;
        } catch (IOException failed) {
            return LinesIn.unreadable(console, file, failed);
        }
    }
}
