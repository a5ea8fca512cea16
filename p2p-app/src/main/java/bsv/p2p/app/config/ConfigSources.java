package bsv.p2p.app.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Where a configuration comes from.
///
/// @param file a TOML file
/// @param environment all variables; those that begin with `P2P_` count
/// @param options what the command line gave; keys are checked like all others
/// @param home the user's home folder
/// @param installed names of providers, to tell `P2P_STORE_MY_STORE_FILE` apart; asked only where such a variable is set
/// @param defaultStore the store where nobody names one
public record ConfigSources(Optional<Path> file, Map<String, String> environment, List<Given> options, String home, Supplier<List<String>> installed,
        String defaultStore) {
    private static final String PREFIX = "P2P_";
    private static final String LOG_LEVEL_OF = PREFIX + "LOG_LEVEL_";

    public ConfigSources {
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
    }

    /// Reads it all.
    ///
    /// @param known problems that the caller found before
    /// @throws InvalidConfiguration with every problem, each beginning with the place where it is
    public NodeConfig load(List<String> known) {
        var problems = new ArrayList<>(known);
        var values = new GivenValues(problems);
        file.ifPresent(path -> TomlFile.read(path, problems).forEach(values::add));
        variables(problems).forEach(values::add);
        options.forEach(values::add);
        var config = new NodeConfigMaker(this, values).make();
        InvalidConfiguration.throwIfAny(problems);
        return config;
    }

    Optional<Path> dataFolder() {
        return DataFolder.of(environment, home);
    }

    private static Optional<String> logLevelOf(String variable) {
        return variable.startsWith(LOG_LEVEL_OF) ? Optional.of("logLevel." + variable.substring(LOG_LEVEL_OF.length()).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private List<Given> variables(List<String> problems) {
        var given = new ArrayList<Given>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(PREFIX)) return;
            var key = Settings.ALL.stream().filter(setting -> setting.variable().equals(variable)).map(Setting::name).findFirst()
                    .or(() -> logLevelOf(variable)).or(() -> PartKey.ofVariable(variable, installed.get()).map(PartKey::toString));
            if (key.isPresent()) given.add(Given.text(key.get(), value, variable));
            else problems.add(variable + ": no setting has this variable" + Suggestion.of(variable, Settings.ALL.stream().map(Setting::variable)));
        });
        return given;
    }
}
