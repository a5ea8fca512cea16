package bsv.p2p.app.cli;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.store.PeerFormat;
import bsv.p2p.app.store.StoreChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p peers export`: peers and bans of a store into a file.
@Command(
        name = "export",
        header = "Writes the peers and bans of a store to a file, or some of the peers.",
        description = {
            "",
            "  json     an object a line, first the peers, then the bans; nothing is lost",
            "  csv      a line for each peer under a header; text in it is escaped as in JSON; no bans of blocks",
            "  banlist  banlist.dat, as the reference node reads it: no peers, the bans that hold now",
            "",
            "The file is there when it is whole, not before.",
            "",
            "  p2p peers export peers.json",
            "  p2p peers export --status valid --format csv > peers.csv"
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PeersExportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Write this file (default: standard output)")
    private @Nullable Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json, csv or banlist (default: by the file's name, else json)")
    private @Nullable PeerFormat format;

    @Mixin
    private final FilterOptions options = new FilterOptions();

    PeersExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return OpenStore.with(console, spec, (store, config) -> {
            try {
                export(store, config.manager());
                return ExitCode.OK;
            } catch (IOException failed) {
                console.err().println("p2p: " + (file == null ? "standard output" : file) + " cannot be written: " + failed);
                return ExitCode.SOFTWARE;
            }
        });
    }

    private void export(PeerStore store, ManagerConfig config) throws IOException {
        var written = Optional.ofNullable(format).orElseGet(() -> PeerFormat.ofName(String.valueOf(file)));
        try (var peers = options.filter(Instant.now()).of(store)) {
            if (file == null || file.toString().equals("-")) {
                written.write(peers.iterator(), store, config.network(), console.out());
                console.out().flush();
                return;
            }
            var whole = file.toAbsolutePath();
            var part = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".part");
            try {
                StoreChanges.Copied exported;
                try (var out = Files.newOutputStream(part)) {
                    exported = written.write(peers.iterator(), store, config.network(), out);
                }
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                console.out().println("exported " + exported.describe());
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }
}
