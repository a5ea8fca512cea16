package bsv.p2p.app.config;

import bsv.p2p.api.config.ManagerConfig;
import java.util.Locale;
import java.util.Optional;

/// One row of the table of settings.
///
/// @param name the key in a TOML file and with `--set`
/// @param component the place in [ManagerConfig] that it sets, such as `connection.backoff.maxRetries`; empty if it sets several or none
/// @param kind how its text is read
/// @param byDefault the value where nobody gives one, for people
/// @param bounds what values there are, for people; may be empty
/// @param description what it does, for people
public record Setting<T>(String name, Optional<String> component, Kind<T> kind, String byDefault, String bounds, String description) {
    /// A setting that is one component of the configuration, from which its default is taken.
    static <T> Setting<T> row(String name, String component, Kind<T> kind, String bounds, String description) {
        @SuppressWarnings("unchecked") // SettingsTest compares the type of each component with its kind
        var value = (T) ConfigTree.valueAt(ManagerConfig.DEFAULT, component);
        return new Setting<>(name, Optional.of(component), kind, kind.printer().apply(value), bounds, description);
    }

    /// A setting that is no single component of the configuration.
    static <T> Setting<T> apart(String name, Kind<T> kind, String byDefault, String bounds, String description) {
        return new Setting<>(name, Optional.empty(), kind, byDefault, bounds, description);
    }

    /// Whether its value is made of several texts.
    public boolean isList() {
        return kind.list();
    }

    /// The variable that sets it: `P2P_INITIAL_BACKOFF` for `initialBackoff`.
    public String variable() {
        return "P2P_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
