package bsv.p2p.app.plugins;

import bsv.p2p.api.spi.Plugins;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The plugin folders of an installation: each folder in `plugins/` is a plugin, with its jars and those they need. They are loaded when
/// something is wanted that this program does not have, or when somebody asks what there is; a start that needs none does not wait for them.
///
/// Thread-safe.
public final class PluginFolders {
    private final Optional<Path> place;
    private final Plugins plugins = Plugins.installed().and(() -> all().stream().map(PluginFolder::loader).flatMap(Optional::stream).toList());
    private Optional<List<PluginFolder>> loaded = Optional.empty();

    private PluginFolders(Optional<Path> place) {
        this.place = place;
    }

    /// No plugins.
    public static PluginFolders none() {
        return new PluginFolders(Optional.empty());
    }

    /// What is in the folders of `plugins`. A folder that does not exist holds none.
    public static PluginFolders in(Path plugins) {
        return new PluginFolders(Optional.of(plugins));
    }

    /// The folders, in the order of their names; loaded by the first call.
    public synchronized List<PluginFolder> all() {
        var folders = loaded.orElseGet(() -> place.map(PluginFolders::load).orElse(List.of()));
        loaded = Optional.of(folders);
        return folders;
    }

    /// What is installed: this program's providers and the plugins'.
    public Plugins plugins() {
        return plugins;
    }

    public List<PluginFolder> broken() {
        return all().stream().filter(folder -> folder.problem().isPresent()).toList();
    }

    private static List<PluginFolder> load(Path plugins) {
        if (!Files.exists(plugins)) return List.of();
        try {
            var root = plugins.toRealPath();
            var folders = new ArrayList<Path>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, entry -> Files.isDirectory(entry) && !isHidden(entry))) {
                entries.forEach(folders::add);
            }
            return folders.stream().sorted().map(folder -> PluginLoading.load(root, folder)).toList();
        } catch (IOException failed) {
            return List.of(PluginFolder.broken(plugins, "cannot be read: " + failed));
        }
    }

    private static boolean isHidden(Path entry) {
        return String.valueOf(entry.getFileName()).startsWith(".");
    }
}
