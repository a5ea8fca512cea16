package bsv.p2p.app.shipping;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Beside every jar lies one of its sources, and beside every library's one of its Javadoc.
class AttachedJarsIT {

    static List<Published> modules() throws Exception {
        return Published.modules();
    }

    /// The application's Javadoc is made after these tests.
    static List<Published> libraries() throws Exception {
        return modules().stream().filter(module -> !module.artifact().equals("p2p-app")).toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void sourcesAreAllSources(Published published) throws IOException {
        var folder = published.folder().resolve("src/main/java");
        try (var files = Files.walk(folder)) {
            var expected = files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).collect(toSet());
            assertThat(expected).contains("module-info.java");
            assertThat(entries(published.sources())).containsAll(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void javadocHasAPageForTheModuleAndForEachPackageThatItExports(Published published) throws IOException {
        var pages = entries(published.javadoc());

        assertThat(pages).contains("index.html", "element-list");
        var exports = ModuleFinder.of(published.jar()).findAll().iterator().next().descriptor().exports();
        assertThat(pages).containsAll(exports.stream().map(Exports::source).map(name -> published.module() + "/" + name.replace('.', '/') + "/package-summary.html").toList());
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).collect(toSet());
        }
    }
}
