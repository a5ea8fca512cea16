package bsv.p2p.api.spi;

import bsv.p2p.api.error.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The providers that are installed: those of this program and those of plugin folders. Immutable.
public final class Plugins {
    private final List<ModuleLayer> layers;

    private Plugins(List<ModuleLayer> layers) {
        this.layers = List.copyOf(layers);
    }

    /// Those on the module path and the class path.
    public static Plugins installed() {
        return new Plugins(List.of());
    }

    /// These and those of `more` layers, each of which has this program's modules as its parent.
    public Plugins and(List<ModuleLayer> more) {
        var all = new ArrayList<>(layers);
        all.addAll(more);
        return new Plugins(all);
    }

    /// The modules of plugin folders, for a part that looks in them for services of its own: only the module that `uses` a service can.
    public List<ModuleLayer> layers() {
        return layers;
    }

    /// The provider of a kind by its name.
    ///
    /// @throws PluginException if there is none or more than one; the message lists what there is
    public <P extends Provider> P find(Class<P> kind, String name) {
        var all = all(kind);
        var named = all.stream().filter(provider -> provider.name().equals(name)).toList();
        if (named.size() == 1) return named.getFirst();
        if (named.isEmpty()) {
            var names = all.stream().map(Provider::name).sorted().collect(Collectors.joining(", "));
            throw new PluginException("no %s is called \"%s\"; installed: %s".formatted(kind.getSimpleName(), name, names.isEmpty() ? "none" : names));
        }
        throw new PluginException("%d of kind %s are called \"%s\": %s".formatted(named.size(), kind.getSimpleName(), name,
                named.stream().map(provider -> provider.getClass().getName()).collect(Collectors.joining(", "))));
    }

    /// All providers of a kind. One that cannot be made is left out: [#problems] tells.
    public <P extends Provider> List<P> all(Class<P> kind) {
        return load(kind, new ArrayList<>());
    }

    /// What is wrong with providers of a kind, one line each.
    public List<String> problems(Class<? extends Provider> kind) {
        var problems = new ArrayList<String>();
        load(kind, problems);
        return problems;
    }

    private <P extends Provider> List<P> load(Class<P> kind, List<String> problems) {
        var found = new ArrayList<P>();
        collect(ServiceLoader.load(kind, Plugins.class.getClassLoader()), found, problems);
        for (var layer : layers) collect(ServiceLoader.load(layer, kind), found, problems);
        return found;
    }

    /// A layer reports its parents' providers too, hence the look at the class.
    private static <P extends Provider> void collect(ServiceLoader<P> loader, List<P> found, List<String> problems) {
        var providers = loader.stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) return;
                var provider = providers.next();
                if (found.stream().noneMatch(known -> known.getClass() == provider.type())) found.add(provider.get());
            } catch (ServiceConfigurationError | LinkageError broken) {
                problems.add(String.valueOf(broken.getMessage()));
            }
        }
    }
}
