package bsv.p2p.app.cli;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.app.node.Discoveries;
import bsv.p2p.app.output.Escaped;
import bsv.p2p.app.store.SeedReport;
import bsv.p2p.app.store.StoreChanges;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `p2p discover`: what the DNS seeds of a network answer.
@Command(
        name = "discover",
        header = "Asks the DNS seeds of a network for nodes and tells what each answered.",
        description = {
            "",
            "All are asked at once. The exit status is 1 if none told a node. With --save the nodes go to the store, whose node must",
            "not run; those that are banned or known are left as they are. With --json each line is an object for a seed.",
            "",
            "  p2p discover --network testnet",
            "  p2p discover --seed seed.example.com --dns-server 192.0.2.53 --save"
        },
        sortOptions = false,
        optionListHeading = "%n")
final class DiscoverCommand implements Callable<Integer> {
    private static final String STRATEGY = "dns";
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--save", description = "Keep the nodes in the store")
    private boolean save;

    @Option(names = "--json", description = "One JSON object a line")
    private boolean json;

    DiscoverCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.level(LogLevel.ERROR);
        var options = NodeOptions.of(spec, console);
        var config = options.load(RunCommand.DEFAULT_STORE).manager();
        if (config.dnsSeeds().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "the network %s has no seeds: name one with --seed".formatted(config.network().name()));
        }
        var report = new SeedReport(STRATEGY, config.dnsSeeds(), System.nanoTime());
        List<String> problems;
        try (var dns = Discoveries.open(STRATEGY, config, options.folders().plugins())) {
            var request = new PeerDiscovery.Request(config.network(), config.dnsSeeds(), config.network().defaultPort());
            problems = dns.discover(request, found -> report.found(found, System.nanoTime()));
        }
        report.failed(problems).forEach(other -> console.err().println("p2p: " + Escaped.of(other)));
        report.seeds().forEach(this::print);
        console.out().flush();
        if (save) OpenStore.with(console, spec, (store, _) -> save(store, report));
        return report.any() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(SeedReport.Seed seed) {
        if (json) {
            var line = JsonText.object().put("seed", seed.name()).put("answered", seed.problem().isEmpty());
            var addresses = line.putArray("addresses");
            seed.addresses().forEach(address -> addresses.add(address.toString()));
            console.out().print(JsonText.line(line.put("took_ms", seed.millis()).put("problem", seed.problem().orElse(null))) + "\n");
            return;
        }
        long ipv4 = seed.addresses().stream().filter(address -> address.ip().isIpv4()).count();
        console.out().print(Escaped.of(seed.name()) + ": " + seed.problem().map(Escaped::of).orElseGet(() -> String.format(Locale.ROOT,
                "nodes: %d (%d IPv4, %d IPv6), in %.0f ms", seed.addresses().size(), ipv4, seed.addresses().size() - ipv4, seed.millis())) + "\n");
        seed.addresses().forEach(address -> console.out().print("  " + address + "\n"));
    }

    private int save(PeerStore store, SeedReport report) {
        var now = Instant.now();
        var bans = store.bans().stream().filter(ban -> ban.isActive(now)).toList();
        var peers = new StoreChanges.Batches(store);
        for (var seed : report.seeds()) {
            for (var address : seed.addresses()) {
                if (bans.stream().anyMatch(ban -> ban.target().contains(address.ip()))) continue;
                peers.add(Peer.discovered(address, STRATEGY + ":" + seed.name(), now));
            }
        }
        peers.flush();
        store.flush();
        console.err().println("p2p: " + "new nodes kept: " + peers.taken());
        return ExitCode.OK;
    }
}
