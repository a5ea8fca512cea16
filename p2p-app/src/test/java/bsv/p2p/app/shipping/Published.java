package bsv.p2p.app.shipping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A module that goes into repositories, as this build made it.
///
/// @param artifact such as `p2p-api`
record Published(Path folder, String artifact, String version) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Those of the root `pom.xml` that are ours and do not say that they are kept back; the BOM is not among them.
    static List<Published> modules() throws Exception {
        var root = Pom.in(ROOT);
        var version = root.text("version").orElseThrow();
        var all = new ArrayList<Published>();
        for (var module : root.texts("modules", "module")) {
            var folder = ROOT.resolve(module);
            var pom = Pom.in(folder);
            boolean ours = pom.text("parent", "groupId").filter("bsv.p2p"::equals).isPresent();
            boolean kept = pom.text("properties", "maven.deploy.skip").filter("true"::equals).isPresent();
            if (ours && !kept) all.add(new Published(folder, pom.text("artifactId").orElseThrow(), version));
        }
        return List.copyOf(all);
    }

    /// The module of Java.
    String module() {
        return "bsv." + artifact.replace('-', '.');
    }

    /// Only integration tests may ask for it: unit tests run before it is there.
    Path jar() {
        return file(".jar");
    }

    Path sources() {
        return file("-sources.jar");
    }

    Path javadoc() {
        return file("-javadoc.jar");
    }

    private Path file(String rest) {
        var file = folder.resolve("target").resolve(artifact + "-" + version + rest);
        if (!Files.isRegularFile(file)) throw new IllegalStateException("this build did not make " + file);
        return file;
    }

    @Override
    public String toString() {
        return artifact;
    }
}
