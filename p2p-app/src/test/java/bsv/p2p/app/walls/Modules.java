package bsv.p2p.app.walls;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.importer.Location;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Our modules as they lie on the class path of these tests: jars, or folders of classes.
final class Modules {

    /// Every module that reaches a user. Benchmarks and examples come later in the build; nobody may need them.
    static final List<String> NAMES = List.of(
            "bsv.p2p.api",
            "bsv.p2p.app",
            "bsv.p2p.codec",
            "bsv.p2p.discovery.dns",
            "bsv.p2p.manager",
            "bsv.p2p.store.json",
            "bsv.p2p.store.sql",
            "bsv.p2p.telemetry.otel",
            "bsv.p2p.testkit",
            "bsv.p2p.transport");

    /// By name: descriptor and content.
    static final SortedMap<String, ModuleReference> ALL = find();

    private Modules() {}

    static Stream<ModuleDescriptor> descriptors() {
        return ALL.values().stream().map(ModuleReference::descriptor);
    }

    /// Where the classes of our modules are, for ArchUnit.
    static Set<Location> places() {
        return ALL.values().stream()
                .map(module -> place(Path.of(module.location().orElseThrow())))
                .collect(toSet());
    }

    /// Folders while Maven only tests, jars once it packages.
    private static Location place(Path path) {
        if (Files.isDirectory(path)) {
            return Location.of(path);
        }
        try (var jar = new JarFile(path.toFile())) {
            return Location.of(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, ModuleReference> find() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                // Other libraries are not asked for their names: an automatic one may have none.
                .filter(Modules::isOurs)
                .flatMap(place -> ModuleFinder.of(place).findAll().stream())
                .filter(module -> module.descriptor().name().startsWith("bsv.p2p."))
                .collect(toMap(
                        module -> module.descriptor().name(),
                        module -> module,
                        (one, two) -> {
                            throw new IllegalStateException("One module, two places: " + one + " and " + two);
                        },
                        TreeMap::new));
    }

    private static boolean isOurs(Path place) {
        Path name = place.getFileName();
        return name.endsWith("classes") || name.toString().startsWith("p2p-");
    }
}
