package bsv.p2p.app.plugins;

import java.nio.file.Path;
import java.util.Optional;

/// What became of one folder of plugins.
///
/// @param folder where it is
/// @param loader of its classes, if they could be loaded
/// @param problem why not, if they could not
public record PluginFolder(Path folder, Optional<ClassLoader> loader, Optional<String> problem) {
    static PluginFolder loaded(Path folder, ClassLoader loader) {
        return new PluginFolder(folder, Optional.of(loader), Optional.empty());
    }

    static PluginFolder broken(Path folder, String problem) {
        return new PluginFolder(folder, Optional.empty(), Optional.of(problem));
    }

    /// Its last name.
    public String name() {
        return String.valueOf(folder.getFileName());
    }
}
