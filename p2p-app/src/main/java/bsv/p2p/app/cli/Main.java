package bsv.p2p.app.cli;

import bsv.p2p.app.config.Durations;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
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

    private final Console console;

    Main(Console console) {
        this.console = console;
    }

    /// Runs one command line and ends the JVM.
    public static void main(String[] arguments) {
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
        return commandLine(console).execute(arguments);
    }

    static CommandLine commandLine(Console console) {
        var main = new CommandLine(new Main(console));
        main.addSubcommand(new DemoCommand(console));
        main.addSubcommand(NodeOptions.addTo(new CommandLine(new RunCommand(console)), true, RunCommand.DEFAULT_STORE));
        main.addSubcommand(NodeOptions.addTo(new CommandLine(new MonitorCommand(console)), false, MonitorCommand.DEFAULT_STORE));
        main.addSubcommand(new PingCommand(console));
        main.addSubcommand(new DecodeCommand(console));
        main.addSubcommand(new EncodeCommand(console));
        main.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new DiscoverCommand(console)), "--seed", "--dns-server", "--store"));
        main.addSubcommand(NodeOptions.addSomeTo(new CommandLine(new CrawlCommand(console)), CrawlCommand.DEFAULT_STORE,
                "--store", "--discovery", "--seed", "--dns-server", "--user-agent", "--handshake-timeout"));
        main.addSubcommand(PeersCommand.commandLine(console));
        main.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new BanCommand(console)), "--store"));
        main.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new UnbanCommand(console)), "--store"));
        main.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new BansCommand(console)), "--store"));
        main.addSubcommand(new PluginsCommand(console));
        main.getSubcommands().values().forEach(Main::addHelp);
        main.addSubcommand(new HelpCommand());
        main.addSubcommand(new GenerateCompletion());
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
