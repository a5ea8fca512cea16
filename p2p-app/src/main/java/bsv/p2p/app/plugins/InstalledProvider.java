package bsv.p2p.app.plugins;

import bsv.p2p.api.ManagerExtensionProvider;
import bsv.p2p.api.PeerManagerProvider;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.PeerStoreProvider;
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

/// A part that can be chosen by name, or one that was left out.
///
/// @param kind `engine`, `transport`, `store`, `discovery` or `extension`; `library` for a folder with none of these, whose jars others use, as a
///         store does a driver; empty for a folder that was left out as a whole
/// @param name what it is chosen by; of a library and of one that was left out the folder, or empty
/// @param module its module, or its class where there are no modules; of a library its jars
/// @param version of the module; empty if it has none
/// @param origin `image`, a folder, or where else it is from
/// @param problem why it was left out, if it was
public record InstalledProvider(String kind, String name, String module, String version, String origin, Optional<String> problem) {
    private static final Map<String, Class<? extends Provider>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("engine", PeerManagerProvider.class);
        KINDS.put("transport", TransportProvider.class);
        KINDS.put("store", PeerStoreProvider.class);
        KINDS.put("discovery", PeerDiscoveryProvider.class);
        KINDS.put("extension", ManagerExtensionProvider.class);
    }

    /// All that can be chosen, by kind and name, then libraries.
    public static List<InstalledProvider> all(PluginFolders folders) {
        var plugins = folders.plugins();
        var all = new ArrayList<InstalledProvider>();
        KINDS.forEach((kind, type) -> plugins.all(type).stream().map(provider -> of(kind, provider, folders))
                .sorted(Comparator.comparing(InstalledProvider::name)).forEach(all::add));
        folders.all().stream().filter(PluginFolder::isLibrary)
                .map(folder -> new InstalledProvider("library", folder.name(), String.join(" ", folder.jars()), "", folder.folder().toString(), Optional.empty())).forEach(all::add);
        return all;
    }

    /// What was left out: folders that cannot be loaded, and providers that cannot be made or chosen.
    public static List<InstalledProvider> leftOut(PluginFolders folders) {
        var all = new ArrayList<InstalledProvider>();
        for (var broken : folders.broken()) all.add(new InstalledProvider("", broken.name(), "", "", broken.folder().toString(), broken.problem()));
        KINDS.forEach((kind, type) -> folders.plugins().problems(type).forEach(problem -> all.add(new InstalledProvider(kind, "", "", "", "", Optional.of(problem)))));
        return all;
    }

    private static InstalledProvider of(String kind, Provider provider, PluginFolders folders) {
        var type = provider.getClass();
        var module = type.getModule();
        var layer = module.getLayer();
        var folder = folders.all().stream().filter(one -> one.loader().equals(Optional.ofNullable(type.getClassLoader()))).findFirst().map(one -> one.folder().toString());
        if (layer == null) {
            var version = Optional.ofNullable(type.getPackage().getImplementationVersion());
            return new InstalledProvider(kind, provider.name(), type.getName(), version.orElse(""), folder.orElse("class path"), Optional.empty());
        }
        var reference = layer.configuration().findModule(module.getName()).orElseThrow().reference();
        var version = reference.descriptor().rawVersion().or(() -> versionInManifest(reference));
        return new InstalledProvider(kind, provider.name(), module.getName(), version.orElse(""),
                folder.or(() -> reference.location().map(InstalledProvider::place)).orElse(""), Optional.empty());
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
