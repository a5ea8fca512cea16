package bsv.p2p.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PluginException;
import bsv.p2p.api.spi.ApiVersion;
import bsv.p2p.api.spi.PeerStoreProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins of a program that runs from a class path, as these tests do. The same from modules: `CommandsIT`.
class PluginFoldersTest {
    private static final String SERVICE = "META-INF/services/bsv.p2p.api.spi.PeerStoreProvider";

    @TempDir
    Path temporary;

    private Path plugins;
    private PluginJars jars;

    @BeforeEach
    void begin() throws IOException {
        plugins = Files.createDirectory(temporary.resolve("plugins"));
        jars = new PluginJars(Files.createDirectory(temporary.resolve("work")), List.of("-cp", System.getProperty("java.class.path")));
    }

    @Test
    void aPluginIsFoundByItsNameAndListedWithItsOrigin() {
        store("mine", "mine", "");
        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).isEmpty();
        assertThat(folders.plugins().find(PeerStoreProvider.class, "mine").getClass().getName()).isEqualTo("mine.Provider");
        assertThat(InstalledProvider.all(folders)).filteredOn(provider -> provider.name().equals("mine")).singleElement().satisfies(provider -> {
            assertThat(provider.kind()).isEqualTo("store");
            assertThat(provider.module()).isEqualTo("mine.jar");
            assertThat(provider.version()).isEqualTo("1.2");
            assertThat(provider.origin()).isEqualTo(realPath(plugins.resolve("mine")));
            assertThat(provider.problem()).isEmpty();
        });
    }

    /// No descriptor, no name in the manifest, and a file name of which none can be made.
    @Test
    void aJarThatCannotBeAModuleIsLoadedAsOnAClassPath() {
        plain("plain", "1.0-2.jar", Map.of("plain/Provider.java", PluginJars.store("plain", "plain", "")), Map.of(SERVICE, "plain.Provider\n"));
        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).isEmpty();
        assertThat(folders.plugins().find(PeerStoreProvider.class, "plain").getClass().getModule().isNamed()).isFalse();
        assertThat(InstalledProvider.all(folders)).filteredOn(provider -> provider.name().equals("plain")).singleElement().satisfies(provider -> {
            assertThat(provider.module()).isEqualTo("plain.Provider");
            assertThat(provider.version()).isEqualTo("3.4");
            assertThat(provider.origin()).isEqualTo(realPath(plugins.resolve("plain")));
        });
    }

    /// Its services may stand in the descriptor alone.
    @Test
    void aModuleWorksWithoutModulesToo() {
        modular("modular", "modular", Map.of());
        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).isEmpty();
        assertThat(folders.plugins().all(PeerStoreProvider.class)).filteredOn(provider -> provider.name().equals("modular")).hasSize(1);
        modular("both", "both", Map.of(SERVICE, "both.Provider\n"));
        assertThat(PluginFolders.in(plugins).plugins().all(PeerStoreProvider.class)).filteredOn(provider -> provider.name().equals("both")).hasSize(1);
    }

    @Test
    void aFolderThatDoesNotExistHoldsNoPluginsAndFilesAreNone() throws IOException {
        Files.writeString(plugins.resolve("README.md"), "about");
        Files.createDirectory(plugins.resolve(".hidden"));

        assertThat(PluginFolders.in(plugins.resolve("none")).all()).isEmpty();
        assertThat(PluginFolders.in(plugins).all()).isEmpty();
    }

    @Test
    void badFoldersAreReportedAndTheGoodOnesAreThere() throws IOException {
        store("good", "good", "");
        store("throwing", "throwing", "throw new IllegalStateException(\"broken at birth\");");
        store("looping", "looping", "new Provider();");
        jar("missing", Map.of("missing/Nothing.java", "package missing; class Nothing {}"), Map.of(SERVICE, "missing.Provider\n"));
        jar("wrong", Map.of("wrong/Provider.java", "package wrong; public class Provider {}"), Map.of(SERVICE, "wrong.Provider\n"));
        store("shouting", "SHOUTING", "");
        jar("nameless", Map.of("nameless/Provider.java", PluginJars.store("nameless", "x", "").replace("return \"x\"", "throw new AbstractMethodError(\"name\")")),
                Map.of(SERVICE, "nameless.Provider\n"));
        Files.createDirectory(plugins.resolve("empty"));
        Files.createDirectory(plugins.resolve("garbage"));
        Files.writeString(plugins.resolve("garbage/garbage.jar"), "this is no jar");
        Files.createDirectory(plugins.resolve("double"));
        jars.make(plugins.resolve("double/a.jar"), Map.of("module-info.java", "module needy { }"), Map.of(), new Attributes());
        jars.make(plugins.resolve("double/b.jar"), Map.of("module-info.java", "module needy { }"), Map.of(), new Attributes());
        store("zz", "zz", "");

        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).extracting(PluginFolder::name).containsExactly("double", "empty", "garbage");
        assertThat(folders.broken()).allSatisfy(folder -> assertThat(folder.problem().orElseThrow()).isNotBlank());
        assertThat(folders.plugins().all(PeerStoreProvider.class)).extracting(PeerStoreProvider::name).contains("good", "zz", "memory");
        var problems = InstalledProvider.leftOut(folders).stream().map(provider -> provider.problem().orElseThrow()).toList();
        for (var bad : List.of("throwing", "looping", "missing", "wrong", "shouting", "nameless")) assertThat(problems).anyMatch(problem -> problem.contains(bad + ".Provider"));
        assertThatExceptionOfType(PluginException.class).isThrownBy(() -> folders.plugins().find(PeerStoreProvider.class, "throwing"));
    }

    /// There when the plugin is compiled, gone when it is loaded.
    @Test
    void aMissingDependencyIsReportedWhetherModulesSayItOrClasses() {
        var lost = temporary.resolve("lost.jar");
        jars.make(lost, Map.of("module-info.java", "module lost { exports lost; }", "lost/Lost.java", "package lost; public class Lost {}"), Map.of(), new Attributes());
        jars.with("-p", lost.toString()).make(plugins.resolve("needy/needy.jar"), Map.of("module-info.java", "module needy { requires lost; }"), Map.of(), new Attributes());
        jars.with("-cp", lost + File.pathSeparator + System.getProperty("java.class.path")).make(plugins.resolve("poor/poor.jar"),
                Map.of("poor/Provider.java", PluginJars.store("poor", "poor", "new lost.Lost();")), Map.of(SERVICE, "poor.Provider\n"), new Attributes());
        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).singleElement().satisfies(folder -> assertThat(folder.problem().orElseThrow()).contains("lost").contains("needy"));
        assertThat(folders.plugins().problems(PeerStoreProvider.class)).anyMatch(problem -> problem.contains("poor.Provider"));
    }

    @Test
    void aPluginForAnotherVersionOfTheApiIsLeftOut() {
        var later = new ApiVersion(ApiVersion.CURRENT.major(), ApiVersion.CURRENT.minor() + 1);
        modular(compilerFor(later + ".0"), "later", "later", Map.of());
        modular(compilerFor(ApiVersion.CURRENT + ".7-SNAPSHOT"), "same", "same", Map.of());
        var manifest = new Attributes();
        manifest.putValue(ApiVersion.MANIFEST_ATTRIBUTE, "9.9");
        jars.make(plugins.resolve("plain/plain.jar"), Map.of("plain/Provider.java", PluginJars.store("plain", "plain", "")), Map.of(SERVICE, "plain.Provider\n"), manifest);
        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).extracting(PluginFolder::name).containsExactly("later", "plain");
        assertThat(folders.broken()).allSatisfy(folder -> assertThat(folder.problem().orElseThrow()).contains("version").contains("this is " + ApiVersion.CURRENT));
        assertThat(folders.plugins().all(PeerStoreProvider.class)).extracting(PeerStoreProvider::name).contains("same").doesNotContain("later", "plain");
    }

    @Test
    void pluginsWithClassesOfTheSameNameDoNotSeeEachOtherAndBringTheirOwnLibraries() {
        for (var name : List.of("one", "two")) {
            var library = plugins.resolve(name + "/library.jar");
            jars.make(library, Map.of("library/Library.java", "package library; public class Library { public static String text() { return \"%s\"; } }".formatted(name)), Map.of(), new Attributes());
            jars.with("-cp", library + File.pathSeparator + System.getProperty("java.class.path")).make(plugins.resolve(name + "/plugin.jar"),
                    Map.of("same/Provider.java", PluginJars.store("same", name, "if (!library.Library.text().equals(\"%s\")) throw new IllegalStateException();".formatted(name))),
                    Map.of(SERVICE, "same.Provider\n"), new Attributes());
        }
        var plugins = PluginFolders.in(this.plugins).plugins();

        assertThat(plugins.problems(PeerStoreProvider.class)).isEmpty();
        assertThat(plugins.find(PeerStoreProvider.class, "one").getClass()).isNotEqualTo(plugins.find(PeerStoreProvider.class, "two").getClass());
    }

    /// As modules they could not be in one layer.
    @Test
    void onePackageInTwoPlainJarsIsNoProblem() {
        jars.make(plugins.resolve("split/a.jar"), Map.of("split/Provider.java", PluginJars.store("split", "split", "")), Map.of(SERVICE, "split.Provider\n"), new Attributes());
        jars.make(plugins.resolve("split/b.jar"), Map.of("split/Other.java", "package split; public class Other {}"), Map.of(), new Attributes());
        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).isEmpty();
        assertThat(folders.plugins().find(PeerStoreProvider.class, "split")).isNotNull();
    }

    @Test
    void twoOfOneNameAreRefusedAndTold() {
        store("first", "twin", "");
        store("second", "twin", "");
        store("third", "third", "");
        var folders = PluginFolders.in(plugins);

        assertThat(folders.plugins().problems(PeerStoreProvider.class)).containsExactly("first.Provider: more than one is called \"twin\"", "second.Provider: more than one is called \"twin\"");
        assertThatExceptionOfType(PluginException.class).isThrownBy(() -> folders.plugins().find(PeerStoreProvider.class, "twin")).withMessageContaining("first.Provider, second.Provider");
        assertThat(folders.plugins().all(PeerStoreProvider.class)).extracting(PeerStoreProvider::name).contains("third").doesNotContain("twin");
    }

    @Test
    void aPluginDoesNotTakeTheNameOfAPartOfThisProgram() {
        store("usurper", "memory", "");
        var folders = PluginFolders.in(plugins);

        assertThat(folders.plugins().find(PeerStoreProvider.class, "memory").getClass().getName()).startsWith("bsv.p2p.");
        assertThat(folders.plugins().all(PeerStoreProvider.class)).filteredOn(provider -> provider.name().equals("memory")).hasSize(1);
        assertThat(folders.plugins().problems(PeerStoreProvider.class)).containsExactly("usurper.Provider: is called \"memory\", as one of this program is");
    }

    @Test
    void whatThisProgramHasIsFoundWithoutLoadingAPlugin() {
        store("tattling", "tattling", "System.setProperty(\"plugins.test.loaded\", \"yes\");");
        try {
            var folders = PluginFolders.in(plugins);
            folders.plugins().find(PeerStoreProvider.class, "memory");
            assertThat(System.getProperty("plugins.test.loaded")).isNull();
            folders.plugins().find(PeerStoreProvider.class, "tattling");
            assertThat(System.getProperty("plugins.test.loaded")).isEqualTo("yes");
        } finally {
            System.clearProperty("plugins.test.loaded");
        }
    }

    @Test
    void linksThatLeadOutOfTheFolderAreNotFollowed() throws IOException {
        store("inside", "inside", "");
        store("other", "other", "");
        Files.move(plugins.resolve("inside"), temporary.resolve("outside"));
        Files.createSymbolicLink(plugins.resolve("linked-folder"), temporary.resolve("outside"));
        Files.createDirectory(plugins.resolve("linked-jar"));
        Files.createSymbolicLink(plugins.resolve("linked-jar/x.jar"), temporary.resolve("outside/inside.jar"));
        Files.createDirectory(plugins.resolve("neighbour"));
        Files.createSymbolicLink(plugins.resolve("neighbour/x.jar"), plugins.resolve("other/other.jar"));

        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).extracting(PluginFolder::name).containsExactly("linked-folder", "linked-jar", "neighbour");
        assertThat(folders.broken()).allSatisfy(folder -> assertThat(folder.problem().orElseThrow()).contains("leads out of"));
        assertThat(folders.plugins().all(PeerStoreProvider.class)).extracting(PeerStoreProvider::name).contains("other").doesNotContain("inside");
        for (var link : List.of("linked-folder", "linked-jar/x.jar", "neighbour/x.jar")) Files.delete(plugins.resolve(link));
    }

    /// A compiler that sees the API in another version.
    private PluginJars compilerFor(String version) {
        try {
            var api = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).map(Path::of).filter(entry -> entry.toString().contains("p2p-api")).findFirst().orElseThrow();
            var copy = temporary.resolve("api-" + version + ".jar");
            var jar = ToolProvider.findFirst("jar").orElseThrow();
            // A folder of classes while Maven only tests, a jar once it packages.
            int made;
            if (Files.isDirectory(api)) {
                made = jar.run(System.out, System.err, "--create", "--file", copy.toString(), "--module-version", version, "-C", api.toString(), ".");
            } else {
                Files.copy(api, copy);
                made = jar.run(System.out, System.err, "--update", "--file", copy.toString(), "--module-version", version);
            }
            assertThat(made).isZero();
            return new PluginJars(temporary.resolve("work"), List.of("-p", copy.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void modular(String folder, String name, Map<String, String> resources) {
        modular(compilerFor(ApiVersion.CURRENT + ".0-" + folder), folder, name, resources);
    }

    private void modular(PluginJars compiler, String folder, String name, Map<String, String> resources) {
        compiler.make(plugins.resolve(folder).resolve(folder + ".jar"), Map.of(folder + "/Provider.java", PluginJars.store(folder, name, ""),
                "module-info.java", "module %1$s { requires bsv.p2p.api; provides bsv.p2p.api.spi.PeerStoreProvider with %1$s.Provider; }".formatted(folder)), resources, new Attributes());
    }

    private void store(String folder, String name, String constructor) {
        jar(folder, Map.of(folder + "/Provider.java", PluginJars.store(folder, name, constructor)), Map.of(SERVICE, folder + ".Provider\n"));
    }

    private void jar(String folder, Map<String, String> sources, Map<String, String> resources) {
        var manifest = new Attributes();
        manifest.putValue("Automatic-Module-Name", folder + ".jar");
        manifest.putValue("Implementation-Version", "1.2");
        jars.make(plugins.resolve(folder).resolve(folder + ".jar"), sources, resources, manifest);
    }

    private void plain(String folder, String file, Map<String, String> sources, Map<String, String> resources) {
        var manifest = new Attributes();
        manifest.putValue("Implementation-Version", "3.4");
        jars.make(plugins.resolve(folder).resolve(file), sources, resources, manifest);
    }

    private static String realPath(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
