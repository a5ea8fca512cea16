package bsv.p2p.app.plugins;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Loads one plugin folder.
///
/// A folder gets a class loader of its own, so that plugins may bring different versions of a library; what this program has is taken from it,
/// whatever a folder brings. Its jars become a module layer: those with a descriptor are named modules, plain ones automatic modules. Jars
/// that cannot be modules, such as two with the same package, are loaded as a class path is, if none of them has a descriptor. So are
/// all, descriptors or not, where this program itself runs from a class path and has no modules to offer.
final class PluginLoading {
    private PluginLoading() {}

    /// Never throws: what is wrong is the folder's problem.
    static PluginFolder load(Path root, Path folder) {
        try {
            if (!folder.toRealPath().startsWith(root)) return PluginFolder.broken(folder, "is a link that leads out of " + root);
            var jars = new ArrayList<PluginJar>();
            for (var path : jarsIn(folder)) {
                if (!path.toRealPath().startsWith(folder.toRealPath())) return PluginFolder.broken(folder, path.getFileName() + " is a link that leads out of the folder");
                jars.add(PluginJar.read(path));
            }
            if (jars.isEmpty()) return PluginFolder.broken(folder, "holds no jar");
            return PluginFolder.loaded(folder, jars, loader(jars));
        } catch (PluginJar.Unusable unusable) {
            return PluginFolder.broken(folder, String.valueOf(unusable.getMessage()));
        } catch (FindException | ResolutionException | LayerInstantiationException | IllegalArgumentException | SecurityException | IOException broken) {
            return PluginFolder.broken(folder, reason(broken));
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        var jars = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
            entries.forEach(jars::add);
        }
        return jars.stream().sorted().toList();
    }

    private static ClassLoader loader(List<PluginJar> jars) {
        boolean plain = jars.stream().allMatch(jar -> jar.descriptor().isEmpty());
        try {
            if (!plain && !PluginLoading.class.getModule().isNamed()) {
                checkRequirements(jars);
                return new JarsLoader(jars, PluginLoading.class.getClassLoader());
            }
            return layer(jars);
        } catch (FindException | ResolutionException | LayerInstantiationException noModules) {
            if (!plain) throw noModules;
            return new JarsLoader(jars, PluginLoading.class.getClassLoader());
        }
    }

    private static ClassLoader layer(List<PluginJar> jars) {
        var finder = ModuleFinder.of(jars.stream().map(PluginJar::path).toArray(Path[]::new));
        var names = finder.findAll().stream().map(ModuleReference::descriptor).map(descriptor -> descriptor.name()).collect(Collectors.toSet());
        var boot = ModuleLayer.boot();
        // Asking the empty finder first means: the parent's modules before the folder's.
        var graph = boot.configuration().resolveAndBind(ModuleFinder.of(), finder, names);
        var layer = ModuleLayer.defineModulesWithOneLoader(graph, List.of(boot), PluginLoading.class.getClassLoader()).layer();
        return layer.modules().stream().map(Module::getClassLoader).findFirst().orElseThrow(() -> new FindException("all of it is in this program already"));
    }

    /// Without modules nobody would miss one before it is used. What this program brings, it has as jars.
    private static void checkRequirements(List<PluginJar> jars) {
        var here = jars.stream().flatMap(jar -> jar.descriptor().stream()).map(descriptor -> descriptor.name()).toList();
        if (Set.copyOf(here).size() != here.size()) throw new FindException("two jars hold one module of " + here);
        for (var jar : jars) {
            jar.descriptor().stream().flatMap(descriptor -> descriptor.requires().stream())
                    .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC)).map(Requires::name)
                    .filter(name -> !here.contains(name) && !isOurs(name) && ModuleLayer.boot().findModule(name).isEmpty() && ModuleFinder.ofSystem().find(name).isEmpty())
                    .findFirst().ifPresent(missing -> {
                        throw new FindException("Module %s not found, required by %s".formatted(missing, jar.path().getFileName()));
                    });
        }
    }

    private static boolean isOurs(String module) {
        return module.startsWith("bsv.p2p.") || module.equals("org.slf4j");
    }

    private static String reason(Throwable broken) {
        return Optional.ofNullable(broken.getCause()).map(Throwable::getMessage).map(cause -> broken.getMessage() + ": " + cause).orElse(String.valueOf(broken.getMessage()));
    }
}
