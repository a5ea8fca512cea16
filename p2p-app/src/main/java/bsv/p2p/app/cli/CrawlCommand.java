package bsv.p2p.app.cli;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.spi.TransportProvider;
import bsv.p2p.app.config.HostPort;
import bsv.p2p.app.config.NodeConfig;
import bsv.p2p.app.crawl.Crawl;
import bsv.p2p.app.crawl.CrawlPlan;
import bsv.p2p.app.crawl.CrawlStore;
import bsv.p2p.app.crawl.CrawlSummary;
import bsv.p2p.app.crawl.VisitLines;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.app.node.Discoveries;
import bsv.p2p.app.output.Escaped;
import bsv.p2p.app.output.ProgressBar;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p crawl`: calls every node there is.
@Command(
        name = "crawl",
        header = "Calls all nodes of a network and tells who is there.",
        description = {
            "",
            "Begins with the seeds of the network, or with the nodes given, and calls whomever those tell of; they take a minute",
            "or two to tell. Each node that was reached is a line of JSON or CSV, a summary goes to standard error. With a store",
            "that is kept a crawl that was stopped goes on where it was, and nodes that it called are called again after --again.",
            "",
            "  p2p crawl --out nodes.csv",
            "  p2p crawl --store json:crawl.json --out nodes.json --all",
            "  p2p crawl 127.0.0.1:18444 --network regtest --addr-wait 10s",
            "",
            "The exit status is 1 if nobody was reached."
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class CrawlCommand implements Callable<Integer> {
    static final String DEFAULT_STORE = "memory";
    private static final Duration DRAW_EVERY = Duration.ofMillis(200);
    private static final int MOST_AT_ONCE = 60_000;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "HOST:PORT", description = "Nodes to begin with, instead of the seeds")
    private List<String> first = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the lines there instead of to standard output")
    private @Nullable Path out;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json or csv (default: by the file's name, else json)")
    private VisitLines.@Nullable Format format;

    @Option(names = "--all", description = "Write nodes that were not reached too, and why")
    private boolean all;

    @Option(names = "--at-once", paramLabel = "N", description = "Connections at a time, 1..60000 (default: 1000)")
    private int atOnce = 1_000;

    @Option(names = "--addr-wait", paramLabel = "TIME", description = "How long a node may take to tell addresses (default: 150s)")
    private Duration addrWait = Duration.ofSeconds(150);

    @Option(names = "--again", paramLabel = "TIME", description = "Call nodes of the store again after so long (default: 1d)")
    private Duration again = Duration.ofDays(1);

    @Option(names = "--limit", paramLabel = "N", description = "Pass over addresses heard of beyond so many (default: 1000000)")
    private int limit = 1_000_000;

    @Option(names = "--all-chains", description = "Ask nodes of other chains for addresses too")
    private boolean otherChains;

    CrawlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        check("--at-once", atOnce, MOST_AT_ONCE);
        check("--limit", limit, Integer.MAX_VALUE);
        if (addrWait.isZero()) throw new ParameterException(spec.commandLine(), "--addr-wait: expected more than 0");
        console.stop().obey();
        Logs.level(LogLevel.ERROR);
        var options = NodeOptions.of(spec, console);
        var config = options.load(DEFAULT_STORE);
        var start = endpoints(config.manager().network().defaultPort());
        if (start.isEmpty() && config.manager().dnsSeeds().isEmpty() && !isKept(config)) {
            throw new ParameterException(spec.commandLine(), "the network %s has no seeds: name a node to begin with, or --seed".formatted(config.manager().network().name()));
        }
        var plugins = options.folders().plugins();
        try (var lines = lines();
                var store = plugins.find(PeerStoreProvider.class, config.manager().store().name()).open(config.manager().store().settings(), plugins);
                var serial = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("crawl-store").factory());
                var transport = plugins.find(TransportProvider.class, config.transport()).open(config.transportSettings());
                var sources = Executors.newVirtualThreadPerTaskExecutor()) {
            return crawl(config, plugins, start, lines, store, transport, serial, sources);
        }
    }

    private int crawl(NodeConfig config, Plugins plugins, List<Endpoint> start, PrintStream lines, PeerStore store, Transport transport,
            ExecutorService serial, ExecutorService sources) throws InterruptedException {
        var clock = InstantSource.system();
        var summary = new CrawlSummary();
        var chosen = Optional.ofNullable(format).orElseGet(() -> isCsv() ? VisitLines.Format.CSV : VisitLines.Format.JSON);
        var output = new VisitLines(lines, chosen, all, clock);
        var rows = new CrawlStore(store, clock);
        var crawl = new Crawl(transport, plan(config.manager()), rows, summary.andThen(output), serial, clock, new SecureRandom());
        long began = System.nanoTime();
        var tellers = new ArrayList<Runnable>(List.of(() -> crawl.resume(rows.known(again)), () -> crawl.found(start, "manual")));
        if (start.isEmpty()) Discoveries.open(config.manager(), plugins).forEach(strategy -> tellers.add(() -> ask(strategy, config.manager(), crawl)));
        crawl.begin(tellers, sources);
        watch(crawl, lines, began);
        sources.shutdownNow();
        console.out().flush();
        var progress = crawl.progress();
        if (progress.visited() == 0 && progress.known() > 0 && progress.waiting() == 0 && !console.stop().isWanted()) {
            console.err().println("nobody to call: all %,d nodes of the store were called lately, or are banned; see --again".formatted(progress.known()));
            return ExitCode.SOFTWARE;
        }
        console.err().print(summary.describe(progress, Duration.ofNanos(System.nanoTime() - began)));
        if (progress.waiting() > 0) {
            console.err().println("stopped with %,d nodes not called yet".formatted(progress.waiting()) + (isKept(config) ? "; the same command goes on" : ""));
        }
        return progress.reached() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /// Until it is over, or has obeyed the wish to stop.
    private void watch(Crawl crawl, PrintStream lines, long began) throws InterruptedException {
        try (var bar = new ProgressBar(console.err(), console.interactive(), 1)) {
            boolean stopping = false;
            while (!crawl.over().isDone()) {
                var progress = crawl.progress();
                bar.show(progress.visited(), (long) progress.visited() + progress.underWay() + progress.waiting(), words(progress, began));
                if (!stopping && (console.stop().isWanted() || lines.checkError())) {
                    stopping = true;
                    crawl.stop();
                }
                if (stopping) await(crawl);
                else console.stop().await(DRAW_EVERY);
            }
            await(crawl);
        }
    }

    private static void await(Crawl crawl) throws InterruptedException {
        try {
            crawl.over().get(DRAW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed.getCause());
        } catch (java.util.concurrent.TimeoutException _) {
            // not yet
        }
    }

    private static String words(Crawl.Progress progress, long began) {
        return "called %,d, reached %,d, under way %,d, waiting %,d, %s".formatted(progress.visited(), progress.reached(), progress.underWay(), progress.waiting(),
                CrawlSummary.describe(Duration.ofNanos(System.nanoTime() - began)));
    }

    private void ask(PeerDiscovery strategy, ManagerConfig config, Crawl crawl) {
        try (strategy) {
            var request = new PeerDiscovery.Request(config.network(), config.dnsSeeds(), config.network().defaultPort());
            strategy.discover(request, found -> crawl.found(List.of(found.endpoint()), found.source())).forEach(problem -> console.err().println("p2p: " + Escaped.of(problem)));
        } catch (InterruptedException _) {
            // the crawl was stopped
        }
    }

    private CrawlPlan plan(ManagerConfig config) {
        var link = LinkOptions.of(config.network().magic(), config.connection(), config.identity().localAddress());
        return new CrawlPlan(config.network(), config.identity(), link, config.connection().handshakeTimeout(), addrWait, atOnce, limit, otherChains);
    }

    private PrintStream lines() {
        try {
            return open();
        } catch (IOException failed) {
            throw new ParameterException(spec.commandLine(), "--out: " + out + " cannot be written: " + failed, failed);
        }
    }

    private PrintStream open() throws IOException {
        return out == null || out.toString().equals("-") ? new PrintStream(console.out(), false, StandardCharsets.US_ASCII) {
            @Override
            public void close() {
                flush(); // standard output stays open
            }
        } : new PrintStream(new BufferedOutputStream(Files.newOutputStream(out)), false, StandardCharsets.US_ASCII);
    }

    private boolean isCsv() {
        return String.valueOf(out).toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static boolean isKept(NodeConfig config) {
        return !config.manager().store().name().equals(DEFAULT_STORE);
    }

    private List<Endpoint> endpoints(int defaultPort) {
        var found = new ArrayList<Endpoint>();
        for (var one : first) {
            try {
                found.add(HostPort.parse(one).resolve(defaultPort));
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
            }
        }
        return found;
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) throw new ParameterException(spec.commandLine(), "%s: expected 1..%d, found %d".formatted(option, most, value));
    }
}
