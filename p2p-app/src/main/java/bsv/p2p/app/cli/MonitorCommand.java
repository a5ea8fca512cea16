package bsv.p2p.app.cli;

import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.app.cli.NodeRun.Messages;
import bsv.p2p.app.cli.NodeRun.Plan;
import bsv.p2p.app.config.EventFormat;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `p2p monitor`: a node that prints every message its peers send, and forgets them when it ends.
@Command(
        name = "monitor",
        header = "Runs a node that remembers nothing and prints events and every message from peers.",
        description = {
            "",
            "Ping and pong are printed only if --commands names them.",
            "",
            "  p2p monitor --commands inv,tx --format json | jq .message",
            "  p2p monitor --network regtest --connect 127.0.0.1:18444 --seconds 60",
            "",
            "Takes the options of p2p run; see p2p run --help for all settings."
        },
        sortOptions = false,
        customSynopsis = "p2p monitor [OPTIONS]",
        optionListHeading = "%n")
final class MonitorCommand implements Callable<Integer> {
    /// Where peers are kept if nobody says otherwise.
    static final String DEFAULT_STORE = "memory";
    private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--commands", paramLabel = "LIST", split = ",", description = "Print only messages of these commands (default: all but ping, pong)")
    private List<String> commands = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
    private EventFormat format = EventFormat.TEXT;

    @Option(names = "--count", paramLabel = "N", description = "End after so many messages (default: never)")
    private @Nullable Long count;

    @Option(names = "--seconds", paramLabel = "S", description = "End after so many seconds (default: never)")
    private @Nullable Long seconds;

    MonitorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (format == EventFormat.NONE) throw new ParameterException(spec.commandLine(), "--format: expected text or json, found \"none\"");
        if (count != null && count < 1) throw new ParameterException(spec.commandLine(), "--count: expected 1 or more, found " + count);
        if (seconds != null && (seconds < 1 || seconds > LONGEST_SECONDS)) {
            throw new ParameterException(spec.commandLine(), "--seconds: expected 1..%d, found %d".formatted(LONGEST_SECONDS, seconds));
        }
        var wanted = Set.copyOf(commands);
        Predicate<BitcoinMessageEvent> filter = event -> wanted.isEmpty() || wanted.contains(event.message().command().name());
        boolean keepAlive = wanted.contains("ping") || wanted.contains("pong");
        var messages = new Messages(filter, keepAlive, count == null ? 0 : count);
        var options = NodeOptions.of(spec, console);
        return NodeRun.run(console, options.load(DEFAULT_STORE), options.folders(),
                new Plan(format, List.of(messages), Duration.ofSeconds(seconds == null ? LONGEST_SECONDS : seconds)));
    }
}
