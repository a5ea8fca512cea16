package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/// Where peers and bans are kept.
///
/// @param name which store: `memory`, `json`, `sql` or the name of a plugin's
/// @param settings its settings, such as `file`, without the leading `store.NAME.`
/// @param saveInterval a changed store is flushed at least so often
public record StoreConfig(String name, Map<String, String> settings, Duration saveInterval) {
    /// The documented defaults.
    public static final StoreConfig DEFAULT = new StoreConfig("memory", Map.of(), Duration.ofMinutes(5));

    public StoreConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "saveInterval", saveInterval);
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) problems.add("store name must be lower-case letters, digits and dashes, is \"" + name + "\"");
        InvalidConfiguration.throwIfAny(problems);
        settings = Map.copyOf(settings);
    }

    public StoreConfig withName(String newName) {
        return new StoreConfig(newName, settings, saveInterval);
    }

    public StoreConfig withSettings(Map<String, String> newSettings) {
        return new StoreConfig(name, newSettings, saveInterval);
    }

    public StoreConfig withSaveInterval(Duration newSaveInterval) {
        return new StoreConfig(name, settings, newSaveInterval);
    }

    /// Reads `memory`, `json:FILE` or `sql:JDBC-URL`; for another store `NAME` or `NAME:WHERE`, WHERE becoming its setting `location`.
    ///
    /// @throws InvalidConfiguration if there is no name before the colon
    public static StoreConfig parse(String text) {
        int colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0) return DEFAULT.withName(name);
        var key = switch (name) {
            case "json" -> "file";
            case "sql" -> "url";
            default -> "location";
        };
        return DEFAULT.withName(name).withSettings(Map.of(key, text.substring(colon + 1)));
    }
}
