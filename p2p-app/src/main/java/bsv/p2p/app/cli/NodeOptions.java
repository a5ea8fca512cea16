package bsv.p2p.app.cli;

import bsv.p2p.app.config.ConfigSources;
import bsv.p2p.app.config.Given;
import bsv.p2p.app.config.NodeConfig;
import bsv.p2p.app.config.Setting;
import bsv.p2p.app.config.Settings;
import bsv.p2p.app.logging.LogComponents;
import bsv.p2p.app.plugins.InstalledProvider;
import bsv.p2p.app.plugins.PluginFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of a node. Most are short names of settings: their values are read with all others, so that everything that is wrong is
/// said at once.
final class NodeOptions {
    private static final String CONFIG = "--config";
    private static final String SET = "--set";
    private static final String PLUGINS = "--plugins";

    private static final List<Row> ROWS = List.of(
            new Row("--network", "network", "NETWORK"),
            new Row("--listen", "listenerAddresses", "HOST:PORT"),
            new Row("--connect", "connect", "HOST:PORT"),
            new Row("--addnode", "addnode", "HOST:PORT"),
            new Row("--target", "targetConnections", "N"),
            new Row("--max", "maxConnections", "N"),
            new Row("--store", "store", "STORE"),
            new Row("--discovery", "discovery", "LIST"),
            new Row("--seed", "dnsSeeds", "HOST"),
            new Row("--dns-server", "discovery.dns.servers", "HOST:PORT"),
            new Row("--user-agent", "userAgent", "TEXT"),
            new Row("--ban-user-agent", "bannedUserAgents", "PATTERN"),
            new Row("--handshake-timeout", "handshakeTimeout", "TIME"),
            new Row("--ping-interval", "pingInterval", "TIME"),
            new Row("--ping-timeout", "pingTimeout", "TIME"),
            new Row("--events", "events", "FORMAT"),
            new Row("--admin", "admin", "HOST:PORT|off"),
            new Row("--log-level", "logLevel", "LEVEL"),
            new Row("--log-format", "logFormat", "FORMAT"),
            new Row("--log-file", "logFile", "FILE"));

    private final ParseResult parsed;
    private final Console console;
    private final PluginFolders folders;

    /// @param setting its name, or the key of a part's
    private record Row(String option, String setting, String label) {}

    private NodeOptions(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
        this.folders = pluginFolders(file(PLUGINS), console);
    }

    /// Adds them to a command.
    ///
    /// @param events whether it prints events as `--events` says, and explains the settings
    /// @param defaultStore the store where nobody names one
    static CommandLine addTo(CommandLine command, boolean events, String defaultStore) {
        var spec = command.getCommandSpec();
        for (var row : ROWS) {
            if (!events && row.option.equals("--events")) continue;
            boolean list = Settings.find(row.setting).map(Setting::isList).orElse(true);
            spec.addOption(option(row.option, row.label, description(row, defaultStore)).arity(list ? "1..*" : "1").build());
        }
        addSources(spec);
        if (events) spec.usageMessage().footer(settings());
        return command;
    }

    private static void addSources(CommandSpec spec) {
        spec.addOption(option(CONFIG, "FILE", "Take settings from this TOML file").type(Path.class).auxiliaryTypes(Path.class).build());
        spec.addOption(option(SET, "KEY=VALUE", "Set any setting, see p2p run --help; may be repeated").build());
        spec.addOption(option(PLUGINS, "DIR", "Folder of plugin folders (default: plugins/ of the image)").type(Path.class).auxiliaryTypes(Path.class).build());
    }

    /// Adds those that choose a store to a command that needs no node, and `more` of the others.
    static CommandLine addStoreTo(CommandLine command, String... more) {
        return addSomeTo(command, RunCommand.DEFAULT_STORE, more);
    }

    /// As [#addStoreTo], for a command whose store is another one where nobody names one.
    static CommandLine addSomeTo(CommandLine command, String defaultStore, String... more) {
        var spec = command.getCommandSpec();
        var wanted = new ArrayList<>(List.of("--network"));
        wanted.addAll(List.of(more));
        for (var row : ROWS) {
            if (!wanted.contains(row.option)) continue;
            boolean list = Settings.find(row.setting).map(Setting::isList).orElse(true);
            spec.addOption(option(row.option, row.label, description(row, defaultStore)).arity(list ? "1..*" : "1").build());
        }
        addSources(spec);
        return command;
    }

    /// What was typed.
    static NodeOptions of(CommandSpec spec, Console console) {
        return new NodeOptions(spec.commandLine().getParseResult(), console);
    }

    /// The plugins of `chosen`, else those of the installation.
    static PluginFolders pluginFolders(Optional<Path> chosen, Console console) {
        var installed = console.installation().isEmpty() ? Optional.<Path>empty() : Optional.of(Path.of(console.installation(), "plugins"));
        return chosen.or(() -> installed).map(PluginFolders::in).orElseGet(PluginFolders::none);
    }

    PluginFolders folders() {
        return folders;
    }

    /// The configuration of file, environment and options.
    ///
    /// @throws bsv.p2p.api.error.InvalidConfiguration with all that is wrong
    NodeConfig load(String defaultStore) {
        return load(defaultStore, List.of());
    }

    /// As [#load(String)], with values that were given otherwise than by an option.
    NodeConfig load(String defaultStore, List<Given> more) {
        var problems = new ArrayList<String>();
        var given = given(problems);
        given.addAll(more);
        return new ConfigSources(file(CONFIG), console.environment(), given, console.home(),
                () -> InstalledProvider.all(folders).stream().map(InstalledProvider::name).toList(), defaultStore).load(problems);
    }

    private Optional<Path> file(String option) {
        return Optional.ofNullable(parsed.<Path>matchedOptionValue(option, null));
    }

    private List<Given> given(List<String> problems) {
        var given = new ArrayList<Given>();
        for (var row : ROWS) {
            if (!parsed.hasMatchedOption(row.option)) continue;
            if (row.option.equals("--listen")) given.add(Given.text("listenerEnabled", "true", row.option));
            List<String> values = parsed.matchedOptionValue(row.option, List.of());
            // An agent may have commas.
            given.add(new Given(row.setting, values, !row.option.equals("--ban-user-agent"), row.option));
        }
        for (var pair : parsed.<List<String>>matchedOptionValue(SET, List.of())) {
            int equals = pair.indexOf('=');
            if (equals < 0) problems.add("%s: expected KEY=VALUE, found \"%s\"".formatted(SET, pair));
            else given.add(Given.text(pair.substring(0, equals).strip(), pair.substring(equals + 1), SET));
        }
        return given;
    }

    private static OptionSpec.Builder option(String name, String label, String description) {
        return OptionSpec.builder(name).paramLabel(label).description(description).type(List.class).auxiliaryTypes(String.class).arity("1");
    }

    private static String description(Row row, String defaultStore) {
        var setting = Settings.find(row.setting);
        if (setting.isEmpty()) return "DNS servers to ask (default: the system's)";
        var text = describe(setting.get());
        var byDefault = row.option.equals("--store") ? defaultStore : setting.get().byDefault();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (byDefault.isEmpty() ? "" : " (default: " + byDefault + ")");
    }

    private static String describe(Setting<?> setting) {
        return setting.bounds().isEmpty() ? setting.description() : setting.description() + ": " + setting.bounds();
    }

    /// The table of settings for people, one on each line.
    private static String[] settings() {
        var lines = new ArrayList<>(List.of(
                "",
                "Settings, with their defaults. They are given by --set KEY=VALUE, else by a variable such as P2P_PING_INTERVAL, else in",
                "the file of --config, which is TOML. Times are a number and ms, s, m, h or d. Lists have commas; in the file they may",
                "be TOML lists. Parts have settings of their own: store.json.file, discovery.dns.servers and so on; in a file where",
                "[store.json] is a table, the store is named by store.use (so too discovery.use, transport.use, extension.use).",
                "A part of the program has another logLevel by logLevel.PART (in a file beside logLevel.use), PART being a logger or of",
                String.join(", ", LogComponents.names()) + ".",
                ""));
        for (var setting : Settings.ALL) lines.add("  %-40s %s".formatted(setting.name() + " = " + setting.byDefault(), describe(setting)));
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }
}
