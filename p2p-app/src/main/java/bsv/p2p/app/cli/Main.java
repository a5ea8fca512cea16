package bsv.p2p.app.cli;

import bsv.p2p.app.config.Durations;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/// The `p2p` command: what the start script of the image calls.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
@Command(
        name = "p2p",
        header = "Talks to the Bitcoin SV peer-to-peer network.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage or configuration.",
            "More on a command: p2p help COMMAND"
        })
public final class Main implements Runnable {
    private static final int WIDTH = 120;
    private static final Set<String> VERSION = Set.of("--version", "-V");
    private static final SequencedMap<String, Function<Console, CommandLine>> COMMANDS = commands();

    private final Console console;

    Main(Console console) {
        this.console = console;
    }

    /// Runs one command line and ends the JVM.
    public static void main(String[] arguments) {
        HeadStart.of(arguments);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                LoggerFactory.getLogger(Main.class).atError().addKeyValue("thread", thread.getName()).setCause(thrown).log("a thread ended by an error"));
        var stop = new Stop();
        var signals = Signals.listen(stop);
        signals.exit(run(Console.system(stop), arguments));
    }

    /// Runs one command line and returns its exit code; the JVM goes on.
    static int run(String... arguments) {
        return run(Console.system(new Stop()), arguments);
    }

    static int run(Console console, String... arguments) {
        return commandLine(console, wanted(arguments)).execute(arguments);
    }

    /// With all commands.
    static CommandLine commandLine(Console console) {
        return commandLine(console, COMMANDS.sequencedKeySet());
    }

    /// To describe a command takes as long as some of them do: where one is named, it alone is described.
    private static Collection<String> wanted(String... arguments) {
        if (arguments.length > 0 && COMMANDS.containsKey(arguments[0])) return List.of(arguments[0]);
        return arguments.length == 1 && VERSION.contains(arguments[0]) ? List.of() : COMMANDS.sequencedKeySet();
    }

    private static CommandLine commandLine(Console console, Collection<String> commands) {
        var main = new CommandLine(new Main(console));
        for (var name : commands) {
            var command = Objects.requireNonNull(COMMANDS.get(name)).apply(console);
            addHelp(command);
            main.addSubcommand(command);
        }
        if (commands.size() == COMMANDS.size()) {
            main.addSubcommand(new HelpCommand());
            main.addSubcommand(new GenerateCompletion());
        }
        main.setOut(writer(console.out()));
        main.setErr(writer(console.err()));
        main.setCaseInsensitiveEnumValuesAllowed(true);
        main.registerConverter(Duration.class, text -> converted(text, Durations::parse));
        main.registerConverter(bsv.p2p.api.message.Command.class, text -> converted(text, bsv.p2p.api.message.Command::new));
        main.setParameterExceptionHandler((wrong, _) -> Failures.usage(wrong, console.err()));
        main.setExecutionExceptionHandler((failure, command, _) -> Failures.failure(failure, command, console.err()));
        main.setUsageHelpWidth(WIDTH);
        return main;
    }

    /// By their names, in the order of the list that users see.
    private static SequencedMap<String, Function<Console, CommandLine>> commands() {
        var all = new LinkedHashMap<String, Function<Console, CommandLine>>();
        all.put("demo", console -> new CommandLine(new DemoCommand(console)));
        all.put("run", console -> NodeOptions.addTo(new CommandLine(new RunCommand(console)), true, RunCommand.DEFAULT_STORE));
        all.put("monitor", console -> NodeOptions.addTo(new CommandLine(new MonitorCommand(console)), false, MonitorCommand.DEFAULT_STORE));
        all.put("ping", console -> new CommandLine(new PingCommand(console)));
        all.put("decode", console -> new CommandLine(new DecodeCommand(console)));
        all.put("encode", console -> new CommandLine(new EncodeCommand(console)));
        all.put("discover", console -> NodeOptions.addStoreTo(new CommandLine(new DiscoverCommand(console)), "--seed", "--dns-server", "--store"));
        all.put("crawl", console -> NodeOptions.addSomeTo(new CommandLine(new CrawlCommand(console)), CrawlCommand.DEFAULT_STORE,
                "--store", "--discovery", "--seed", "--dns-server", "--user-agent", "--handshake-timeout"));
        all.put("peers", PeersCommand::commandLine);
        all.put("ban", console -> NodeOptions.addStoreTo(new CommandLine(new BanCommand(console)), "--store"));
        all.put("unban", console -> NodeOptions.addStoreTo(new CommandLine(new UnbanCommand(console)), "--store"));
        all.put("bans", console -> NodeOptions.addStoreTo(new CommandLine(new BansCommand(console)), "--store"));
        all.put("plugins", console -> new CommandLine(new PluginsCommand(console)));
        return all;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().addOption(OptionSpec.builder("-h", "--help").type(boolean.class).usageHelp(true).description("Show this help and exit").build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    private static <T> T converted(String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }

    /// Without a command: says what there is.
    @Override
    public void run() {
        commandLine(console).usage(console.out());
    }
}
