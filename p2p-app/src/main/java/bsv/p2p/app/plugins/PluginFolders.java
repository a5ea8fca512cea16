package bsv.p2p.app.plugins;

import bsv.p2p.api.spi.Plugins;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The plugin folders of an installation: each folder in `plugins/` is a plugin, with its jars and those they need.
///
/// A folder gets a module layer and a class loader of its own, so that plugins may bring different versions of a library. What this
/// program has is taken from it, whatever a folder brings.
///
/// @param all in the order of their names
public record PluginFolders(List<PluginFolder> all) {
    public PluginFolders {
        all = List.copyOf(all);
    }

    /// No plugins.
    public static PluginFolders none() {
        return new PluginFolders(List.of());
    }

    /// Loads what is in the folders of `plugins`. A folder that does not exist holds none.
    public static PluginFolders in(Path plugins) {
        if (!Files.exists(plugins)) return none();
        try {
            var root = plugins.toRealPath();
            var folders = new ArrayList<Path>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, entry -> Files.isDirectory(entry) && !isHidden(entry))) {
                entries.forEach(folders::add);
            }
            return new PluginFolders(folders.stream().sorted().map(folder -> load(root, folder)).toList());
        } catch (IOException failed) {
            return new PluginFolders(List.of(PluginFolder.broken(plugins, "cannot be read: " + failed)));
        }
    }

    /// What is installed: this program's providers and the plugins'.
    public Plugins plugins() {
        return Plugins.installed().and(all.stream().map(PluginFolder::layer).flatMap(Optional::stream).toList());
    }

    public List<PluginFolder> broken() {
        return all.stream().filter(folder -> folder.problem().isPresent()).toList();
    }

    private static PluginFolder load(Path root, Path folder) {
        try {
            var outside = firstOutside(root, folder);
            if (outside.isPresent()) return PluginFolder.broken(folder, outside.get().getFileName() + " is a link that leads out of " + root);
            var finder = ModuleFinder.of(folder);
            var names = finder.findAll().stream().map(ModuleReference::descriptor).map(descriptor -> descriptor.name()).collect(Collectors.toSet());
            if (names.isEmpty()) return PluginFolder.broken(folder, "holds no jar");
            var boot = ModuleLayer.boot();
            // Asking the empty finder first means: the parent's modules before the folder's.
            var graph = boot.configuration().resolveAndBind(ModuleFinder.of(), finder, names);
            return PluginFolder.loaded(folder, ModuleLayer.defineModulesWithOneLoader(graph, List.of(boot), PluginFolders.class.getClassLoader()).layer());
        } catch (FindException | ResolutionException | LayerInstantiationException | IllegalArgumentException | SecurityException | IOException broken) {
            return PluginFolder.broken(folder, reason(broken));
        }
    }

    /// The first jar, or the folder itself, that is elsewhere.
    private static Optional<Path> firstOutside(Path root, Path folder) throws IOException {
        if (!folder.toRealPath().startsWith(root)) return Optional.of(folder);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (var jar : jars) if (!jar.toRealPath().startsWith(root)) return Optional.of(jar);
        }
        return Optional.empty();
    }

    private static boolean isHidden(Path entry) {
        return String.valueOf(entry.getFileName()).startsWith(".");
    }

    private static String reason(Throwable broken) {
        var cause = broken.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(broken.getMessage()) : broken.getMessage() + ": " + cause.getMessage();
    }
}
