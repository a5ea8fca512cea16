package bsv.p2p.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PluginException;
import bsv.p2p.api.spi.PeerStoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins of plain jars; those with a `module-info` need the modules of the image, and are tested there.
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
        });
    }

    @Test
    void aFolderThatDoesNotExistHoldsNoPluginsAndFilesAreNone() throws IOException {
        Files.writeString(plugins.resolve("README.md"), "about");
        Files.createDirectory(plugins.resolve(".hidden"));

        assertThat(PluginFolders.in(plugins.resolve("none")).all()).isEmpty();
        assertThat(PluginFolders.in(plugins).all()).isEmpty();
    }

    @Test
    void sixBadFoldersAreReportedAndTheGoodOnesAreThere() throws IOException {
        store("good", "good", "");
        store("throwing", "throwing", "throw new IllegalStateException(\"broken at birth\");");
        jar("missing", Map.of("missing/Nothing.java", "package missing; class Nothing {}"), Map.of(SERVICE, "missing.Provider\n"));
        jar("wrong", Map.of("wrong/Provider.java", "package wrong; public class Provider {}"), Map.of(SERVICE, "wrong.Provider\n"));
        Files.createDirectory(plugins.resolve("empty"));
        Files.createDirectory(plugins.resolve("garbage"));
        Files.writeString(plugins.resolve("garbage/garbage.jar"), "this is no jar");
        Files.createDirectory(plugins.resolve("needy"));
        jars.make(plugins.resolve("needy/needy.jar"), Map.of("module-info.java", "module needy { requires java.base; requires java.net.http; }"), Map.of(), new Attributes());
        jars.make(plugins.resolve("needy/other.jar"), Map.of("module-info.java", "module needy { }"), Map.of(), new Attributes());
        store("zz", "zz", "");

        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).extracting(PluginFolder::name).containsExactly("empty", "garbage", "needy");
        assertThat(folders.broken()).allSatisfy(folder -> assertThat(folder.problem().orElseThrow()).isNotBlank());
        assertThat(folders.plugins().all(PeerStoreProvider.class)).extracting(PeerStoreProvider::name).contains("good", "zz", "memory");
        for (var bad : List.of("throwing", "missing", "wrong")) {
            assertThat(InstalledProvider.problems(folders)).anyMatch(problem -> problem.contains(bad + ".Provider"));
        }
        assertThatExceptionOfType(PluginException.class).isThrownBy(() -> folders.plugins().find(PeerStoreProvider.class, "throwing"));
    }

    @Test
    void pluginsWithClassesOfTheSameNameDoNotSeeEachOther() {
        for (var name : List.of("one", "two")) {
            jar(name, Map.of("same/Provider.java", PluginJars.store("same", name, "")), Map.of(SERVICE, "same.Provider\n"));
        }
        var plugins = PluginFolders.in(this.plugins).plugins();

        assertThat(plugins.find(PeerStoreProvider.class, "one").getClass()).isNotEqualTo(plugins.find(PeerStoreProvider.class, "two").getClass());
    }

    @Test
    void twoOfOneNameAreRefusedAndTold() {
        store("first", "twin", "");
        store("second", "twin", "");
        var folders = PluginFolders.in(plugins);

        assertThat(InstalledProvider.problems(folders)).containsExactly("store: more than one is called \"twin\", so none can be chosen by it");
        assertThatExceptionOfType(PluginException.class).isThrownBy(() -> folders.plugins().find(PeerStoreProvider.class, "twin"));
    }

    @Test
    void linksThatLeadOutOfTheFolderAreNotFollowed() throws IOException {
        store("inside", "inside", "");
        Files.move(plugins.resolve("inside"), temporary.resolve("outside"));
        Files.createSymbolicLink(plugins.resolve("linked-folder"), temporary.resolve("outside"));
        Files.createDirectory(plugins.resolve("linked-jar"));
        Files.createSymbolicLink(plugins.resolve("linked-jar/x.jar"), temporary.resolve("outside/inside.jar"));

        var folders = PluginFolders.in(plugins);

        assertThat(folders.broken()).extracting(PluginFolder::name).containsExactly("linked-folder", "linked-jar");
        assertThat(folders.broken()).allSatisfy(folder -> assertThat(folder.problem().orElseThrow()).contains("leads out of"));
        Files.delete(plugins.resolve("linked-folder"));
        Files.delete(plugins.resolve("linked-jar/x.jar"));
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

    private static String realPath(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
