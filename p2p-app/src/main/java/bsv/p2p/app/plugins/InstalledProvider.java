package bsv.p2p.app.plugins;

import bsv.p2p.api.ManagerExtensionProvider;
import bsv.p2p.api.PeerManagerProvider;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Provider;
import bsv.p2p.api.spi.TransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/// A part that can be chosen by name.
///
/// @param kind `engine`, `transport`, `store`, `discovery` or `extension`
/// @param module its module, or its class where there are no modules
/// @param version of the module; empty if it has none
/// @param origin `image`, a folder, or where else it is from
public record InstalledProvider(String kind, String name, String module, String version, String origin) {
    private static final Map<String, Class<? extends Provider>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("engine", PeerManagerProvider.class);
        KINDS.put("transport", TransportProvider.class);
        KINDS.put("store", PeerStoreProvider.class);
        KINDS.put("discovery", PeerDiscoveryProvider.class);
        KINDS.put("extension", ManagerExtensionProvider.class);
    }

    /// All that is there, by kind and name.
    public static List<InstalledProvider> all(PluginFolders folders) {
        var plugins = folders.plugins();
        var all = new ArrayList<InstalledProvider>();
        KINDS.forEach((kind, type) -> plugins.all(type).stream().map(provider -> of(kind, provider, folders))
                .sorted(Comparator.comparing(InstalledProvider::name)).forEach(all::add));
        return all;
    }

    /// What is wrong with providers: those that cannot be made, and names that more than one has.
    public static List<String> problems(PluginFolders folders) {
        var plugins = folders.plugins();
        var problems = new ArrayList<String>();
        KINDS.forEach((kind, type) -> {
            plugins.problems(type).forEach(problem -> problems.add(kind + ": " + problem));
            problems.addAll(doubles(kind, type, plugins));
        });
        return problems;
    }

    private static List<String> doubles(String kind, Class<? extends Provider> type, Plugins plugins) {
        var names = plugins.all(type).stream().map(Provider::name).toList();
        return names.stream().distinct().filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .map(name -> "%s: more than one is called \"%s\", so none can be chosen by it".formatted(kind, name)).toList();
    }

    private static InstalledProvider of(String kind, Provider provider, PluginFolders folders) {
        var type = provider.getClass();
        var module = type.getModule();
        var layer = module.getLayer();
        if (layer == null) {
            var version = Optional.ofNullable(type.getPackage().getImplementationVersion());
            return new InstalledProvider(kind, provider.name(), type.getName(), version.orElse(""), "class path");
        }
        var reference = layer.configuration().findModule(module.getName()).orElseThrow().reference();
        var version = reference.descriptor().rawVersion().or(() -> versionInManifest(reference));
        return new InstalledProvider(kind, provider.name(), module.getName(), version.orElse(""), origin(layer, reference, folders));
    }

    private static String origin(ModuleLayer layer, ModuleReference reference, PluginFolders folders) {
        for (var folder : folders.all()) if (folder.layer().filter(layer::equals).isPresent()) return folder.folder().toString();
        return reference.location().map(InstalledProvider::place).orElse("");
    }

    /// Jars without a descriptor may tell their version there.
    private static Optional<String> versionInManifest(ModuleReference reference) {
        try (var jar = reference.open(); var in = jar.open("META-INF/MANIFEST.MF").orElseGet(InputStream::nullInputStream)) {
            return Optional.ofNullable(new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String place(URI location) {
        return location.getScheme().equals("jrt") ? "image" : location.getPath();
    }
}
