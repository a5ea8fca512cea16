package bsv.p2p.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The folder for this user's data, by the XDG base directory rules: `$XDG_DATA_HOME/bsv-p2p`, else `~/.local/share/bsv-p2p`.
final class DataFolder {
    private DataFolder() {}

    /// The folder, which need not exist.
    ///
    /// @param home the user's home, which a service may not have
    /// @return empty if there is no home either
    static Optional<Path> of(Map<String, String> environment, String home) {
        var xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        // The rules say that a relative path is to be ignored.
        if (Path.of(xdg).isAbsolute()) return Optional.of(Path.of(xdg, "bsv-p2p"));
        return Path.of(home).isAbsolute() ? Optional.of(Path.of(home, ".local", "share", "bsv-p2p")) : Optional.empty();
    }
}
