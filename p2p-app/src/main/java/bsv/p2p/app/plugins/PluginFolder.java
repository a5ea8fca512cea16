package bsv.p2p.app.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What became of one folder of plugins.
///
/// @param folder where it is
/// @param jars names of the files, if they could be loaded
/// @param isLibrary whether they could, and offer no part of a node: others use them, as a store does a driver
/// @param loader of its classes, if they could be loaded
/// @param problem why not, if they could not
public record PluginFolder(Path folder, List<String> jars, boolean isLibrary, Optional<ClassLoader> loader, Optional<String> problem) {
    static PluginFolder loaded(Path folder, List<PluginJar> jars, ClassLoader loader) {
        return new PluginFolder(folder, jars.stream().map(jar -> String.valueOf(jar.path().getFileName())).toList(), jars.stream().noneMatch(PluginJar::offersParts),
                Optional.of(loader), Optional.empty());
    }

    static PluginFolder broken(Path folder, String problem) {
        return new PluginFolder(folder, List.of(), false, Optional.empty(), Optional.of(problem));
    }

    /// Its last name.
    public String name() {
        return String.valueOf(folder.getFileName());
    }
}
