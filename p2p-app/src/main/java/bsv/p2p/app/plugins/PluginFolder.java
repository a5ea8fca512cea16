package bsv.p2p.app.plugins;

import java.nio.file.Path;
import java.util.Optional;

/// What became of one folder of plugins.
///
/// @param folder where it is
/// @param layer its modules, if they could be loaded
/// @param problem why not, if they could not
public record PluginFolder(Path folder, Optional<ModuleLayer> layer, Optional<String> problem) {
    static PluginFolder loaded(Path folder, ModuleLayer layer) {
        return new PluginFolder(folder, Optional.of(layer), Optional.empty());
    }

    static PluginFolder broken(Path folder, String problem) {
        return new PluginFolder(folder, Optional.empty(), Optional.of(problem));
    }

    /// Its last name.
    public String name() {
        return String.valueOf(folder.getFileName());
    }
}
