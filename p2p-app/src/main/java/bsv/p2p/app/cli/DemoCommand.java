package bsv.p2p.app.cli;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.app.config.EventFormat;
import bsv.p2p.app.demo.Demo;
import bsv.p2p.app.demo.DemoOptions;
import bsv.p2p.app.demo.DemoScreen;
import bsv.p2p.app.demo.DemoScreens;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.app.output.LineOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `p2p demo`: a whole network on this machine.
@Command(
        name = "demo",
        header = "Shows a whole network on this machine.",
        description = "Starts full nodes on loopback addresses of their own and a DNS seed that knows a few of them, then one more node, "
                + "which finds, dials and keeps peers, learns of others by gossip and follows the chain. Some nodes are killed on the way "
                + "and come back. On a terminal this is a live view, elsewhere lines; a summary follows. Nothing leaves this machine, "
                + "nothing is kept.",
        footer = {
            "",
            "Exit status: 0 if as many connections stood at once as were wanted (8), else 1.",
            "Of several demos on one machine each takes a port of its own."
        })
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--peers", paramLabel = "N", defaultValue = "12", description = "Nodes beside the one that is shown: 9..200 (default: ${DEFAULT-VALUE})")
    private int peers;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "How long to watch; 0 until Ctrl-C (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--events", paramLabel = "FORMAT",
            description = "Print lines, no live view: text, json or none (default: the live view on a terminal, else text)")
    private Optional<EventFormat> events = Optional.empty();

    @Option(names = "--seed-number", paramLabel = "N", description = "Decides whom to kill, whom the seed tells and what is paid (default: by chance)")
    private Optional<Long> seedNumber = Optional.empty();

    @Option(names = "--log-level", paramLabel = "LEVEL", defaultValue = "ERROR",
            description = "How much is logged to standard error: error, warn, info, debug or trace; more than errors go with lines, not with "
                    + "the live view (default: ${DEFAULT-VALUE})")
    private LogLevel logLevel = LogLevel.ERROR;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var options = new DemoOptions(peers, Duration.ofSeconds(seconds), seedNumber.orElseGet(System::nanoTime));
        Logs.level(logLevel);
        console.stop().obey();
        var screen = screen();
        try (screen) {
            var summary = new Demo(options, screen, Plugins.installed(), console.stop()::await).run();
            screen.close();
            screen.summarize(summary);
            return summary.goalReached() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (IOException e) {
            screen.close();
            console.err().println("p2p: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private DemoScreen screen() {
        var out = new LineOutput(console.out(), console.stop()::want);
        if (events.isEmpty() && logLevel == LogLevel.ERROR && canPaint()) return DemoScreens.live(console.out(), !console.environment().containsKey("NO_COLOR"));
        return switch (events.orElse(EventFormat.TEXT)) {
            case TEXT -> DemoScreens.text(out);
            case JSON -> DemoScreens.json(out);
            case NONE -> DemoScreens.summary(out);
        };
    }

    private boolean canPaint() {
        return console.interactive() && !"dumb".equals(console.environment().get("TERM"));
    }
}
