package bsv.p2p.app.plugins;

import bsv.p2p.api.spi.ApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/// One jar of a plugin folder, looked at before anything of it is loaded.
///
/// @param descriptor of its module, if it says that it is one
/// @param offersParts whether it says that it has a part of a node, good or bad
record PluginJar(Path path, Optional<ModuleDescriptor> descriptor, boolean offersParts) {
    private static final String OUR_SERVICES = "bsv.p2p.api.";

    /// A jar that cannot be used, and why.
    static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        private Unusable(String problem) {
            super(problem);
        }
    }

    /// @throws Unusable if it is no jar, or made for another version of the API
    static PluginJar read(Path path) throws Unusable {
        try (var jar = new JarFile(path.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            var entry = jar.getJarEntry("module-info.class");
            var descriptor = entry == null ? Optional.<ModuleDescriptor>empty() : Optional.of(descriptor(jar.getInputStream(entry)));
            var madeFor = descriptor.flatMap(PluginJar::compiledAgainst).or(() -> inManifest(jar));
            if (madeFor.isPresent() && madeFor.flatMap(ApiVersion::parse).filter(version -> version.worksWith(ApiVersion.CURRENT)).isEmpty()) {
                throw new Unusable("%s was made for version %s of the API, this is %s".formatted(path.getFileName(), madeFor.get(), ApiVersion.CURRENT));
            }
            return new PluginJar(path, descriptor, offersParts(jar, descriptor));
        } catch (Unusable unusable) {
            throw unusable;
        } catch (IOException | RuntimeException broken) {
            throw new Unusable(path.getFileName() + " cannot be read: " + broken.getMessage());
        }
    }

    private static boolean offersParts(JarFile jar, Optional<ModuleDescriptor> descriptor) {
        return descriptor.stream().flatMap(module -> module.provides().stream()).anyMatch(provides -> provides.service().startsWith(OUR_SERVICES))
                || jar.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/services/" + OUR_SERVICES));
    }

    private static ModuleDescriptor descriptor(InputStream in) throws IOException {
        try (in) {
            return ModuleDescriptor.read(in);
        }
    }

    /// The compiler notes it.
    private static Optional<String> compiledAgainst(ModuleDescriptor descriptor) {
        return descriptor.requires().stream().filter(requires -> requires.name().equals("bsv.p2p.api")).findFirst().flatMap(ModuleDescriptor.Requires::rawCompiledVersion);
    }

    private static Optional<String> inManifest(JarFile jar) {
        try {
            return Optional.ofNullable(jar.getManifest()).map(manifest -> manifest.getMainAttributes().getValue(ApiVersion.MANIFEST_ATTRIBUTE));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
