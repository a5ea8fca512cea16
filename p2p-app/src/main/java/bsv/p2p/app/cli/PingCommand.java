package bsv.p2p.app.cli;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.config.ConfigSources;
import bsv.p2p.app.config.Given;
import bsv.p2p.app.config.HostPort;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.app.node.Pinger;
import bsv.p2p.app.node.Pinger.NoAnswer;
import bsv.p2p.app.output.Escaped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p ping`: shakes hands with one peer and measures round trips.
@Command(
        name = "ping",
        header = "Connects to a node, shakes hands and measures round trips.",
        description = {
            "",
            "The exit status is 0 if at least one pong came, else 1.",
            "",
            "  p2p ping seed.example.com",
            "  p2p ping 127.0.0.1:18444 --network regtest --count 10 --interval 100ms"
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PingCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST:PORT", description = "The node; without a port the network's own")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(names = "--network", paramLabel = "NETWORK", description = "mainnet, testnet, stn, regtest or NAME:MAGIC:PORT (default: mainnet)")
    private @Nullable String network;

    @Option(names = "--count", paramLabel = "N", description = "How many pings (default: 4)")
    private int count = 4;

    @Option(names = "--interval", paramLabel = "TIME", description = "From ping to ping (default: 1s)")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--timeout", paramLabel = "TIME", description = "For the connection, the handshake and each pong (default: 5s)")
    private Duration timeout = Duration.ofSeconds(5);

    PingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) throw new ParameterException(spec.commandLine(), "--count: expected 1 or more, found " + count);
        if (timeout.isZero()) throw new ParameterException(spec.commandLine(), "--timeout: expected more than 0");
        console.stop().obey();
        // What goes wrong is said below, in one line.
        Logs.level(LogLevel.ERROR);
        var given = network == null ? List.<Given>of() : List.of(Given.text("network", network, "--network"));
        var config = new ConfigSources(Optional.empty(), console.environment(), given, console.home(), List::of, "memory").load(List.of());
        var peer = target(config.manager().network().defaultPort());
        if (peer.isEmpty()) return ExitCode.SOFTWARE;
        var folders = NodeOptions.pluginFolders(Optional.empty(), console);
        try (var pinger = new Pinger(config, folders.plugins(), peer.get(), timeout)) {
            console.out().println("PING " + peer.get() + " (" + config.manager().network().name() + ")");
            console.out().println(describe(pinger.connect()));
            return ping(pinger, peer.get());
        } catch (NoAnswer none) {
            console.err().println("p2p: " + peer.get() + ": " + Escaped.of(String.valueOf(none.getMessage())));
            return ExitCode.SOFTWARE;
        }
    }

    private Optional<Endpoint> target(int defaultPort) {
        HostPort parsed;
        try {
            parsed = HostPort.parse(host);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        if (parsed.port().orElse(1) == 0) throw new ParameterException(spec.commandLine(), "expected a port of 1..65535, found 0");
        try {
            return Optional.of(parsed.resolve(defaultPort));
        } catch (IllegalArgumentException unknown) {
            console.err().println("p2p: " + unknown.getMessage());
            return Optional.empty();
        }
    }

    private int ping(Pinger pinger, Endpoint peer) throws InterruptedException {
        var roundTrips = new ArrayList<Duration>();
        int sent = 0;
        while (sent < count && !console.stop().isWanted() && !pinger.isOver()) {
            long began = System.nanoTime();
            sent++;
            try {
                var roundTrip = pinger.ping();
                roundTrips.add(roundTrip);
                console.out().println("pong from " + peer + ": seq=" + sent + " time=" + millis(roundTrip));
            } catch (NoAnswer none) {
                console.out().println("no pong from " + peer + ": seq=" + sent + " " + Escaped.of(String.valueOf(none.getMessage())));
            }
            if (console.out().checkError()) break;
            if (sent < count) console.stop().await(interval.minusNanos(System.nanoTime() - began));
        }
        console.out().println("\n--- " + peer + " ---");
        console.out().println("%d pings, %d pongs, %d%% loss".formatted(sent, roundTrips.size(), sent == 0 ? 0 : 100 * (sent - roundTrips.size()) / sent));
        if (roundTrips.isEmpty()) return ExitCode.SOFTWARE;
        var all = roundTrips.stream().mapToLong(Duration::toNanos).summaryStatistics();
        console.out().println("round trip min/avg/max = " + millis(Duration.ofNanos(all.getMin())) + " / "
                + millis(Duration.ofNanos(Math.round(all.getAverage()))) + " / " + millis(Duration.ofNanos(all.getMax())));
        return ExitCode.OK;
    }

    private static String describe(HandshakeComplete peer) {
        return "connected to %s version %d height %d services %s, handshake took %s".formatted(Escaped.quoted(peer.userAgent()),
                peer.protocolVersion(), peer.startHeight(), Services.describe(peer.services()), millis(peer.took()));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.3f ms", duration.toNanos() / 1e6);
    }
}
