package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.image.Program.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIT {

    private static final long MOST_ARCHIVE_BYTES = 60_000_000;

    /// The modules that the build asked for: ours, their providers, and what plugins may count on in the JDK.
    private static final List<String> ASKED_FOR =
            List.of(System.getProperty("p2p.image.modules").split(","));

    @Test
    void printsItsVersionAndNothingElse() {
        assertThat(LinkedImage.p2p("--version")).satisfies(ImageIT::isTheVersion);
    }

    @Test
    void wrongUsageEndsWithTwo() {
        Outcome outcome = LinkedImage.p2p("--no-such-option");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--no-such-option");
    }

    @Test
    void startsThroughLinksAndFromFoldersWithBlanks(@TempDir Path folder) throws IOException {
        Path home = Files.createSymbolicLink(folder.resolve("an image"), LinkedImage.HOME);
        Path second = Files.createSymbolicLink(folder.resolve("second link"), home.resolve("bin/p2p"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), folder.relativize(second));
        for (Path script : List.of(home.resolve("bin/p2p"), first)) {
            assertThat(Program.run(Map.of(), script, "--version")).satisfies(ImageIT::isTheVersion);
        }
        // JUnit would warn of each link that leads out of its folder.
        for (Path link : List.of(first, second, home)) {
            Files.delete(link);
        }
    }

    @Test
    void startsWithoutTheAheadOfTimeCache(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Path script = Files.copy(LinkedImage.SCRIPT, folder.resolve("bin/p2p"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path java = Files.createSymbolicLink(folder.resolve("bin/java"), LinkedImage.HOME.resolve("bin/java"));
        assertThat(Program.run(Map.of(), script, "--version")).satisfies(ImageIT::isTheVersion);
        Files.delete(java);
    }

    /// A JVM that cannot use the cache says nothing about it and does without.
    @Test
    void honoursJavaToolOptionsAndDoesNotComplainAboutTheCache() {
        for (String options : List.of("-XX:+UseZGC", "-XX:-UseCompactObjectHeaders", "--add-opens=java.base/java.lang=ALL-UNNAMED")) {
            Outcome outcome = Program.run(
                    Map.of("JAVA_TOOL_OPTIONS", options), LinkedImage.SCRIPT, "--version");
            assertThat(outcome.out()).startsWith("p2p ");
            assertThat(outcome.err()).isEqualToIgnoringNewLines("Picked up JAVA_TOOL_OPTIONS: " + options);
        }
    }

    @Test
    void runsWithTheSerialCollectorUnlessAnotherIsAskedFor(@TempDir Path folder) throws IOException {
        assertThat(logged("gc", "", folder.resolve("default.log"))).startsWith("Using Serial");
        assertThat(logged("gc", " -XX:+UseG1GC", folder.resolve("chosen.log"))).startsWith("Using G1");
    }

    @Test
    void givesBackNativeMemoryThatIsNotNeededAnyMore(@TempDir Path folder) throws IOException {
        assertThat(logged("trimnative", "", folder.resolve("default.log"))).contains("Periodic native trim enabled (interval: 10000 ms)");
    }

    private static List<String> logged(String what, String options, Path log) throws IOException {
        Program.run(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:" + what + ":file=" + log + ":none" + options), LinkedImage.SCRIPT, "--version");
        return Files.readAllLines(log);
    }

    @Test
    void takesItsClassesFromTheAheadOfTimeCache(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("classes.log");
        Program.run(
                Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log),
                LinkedImage.SCRIPT,
                "--version");
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains("bsv.p2p.app.cli.Main source: shared objects file"));
    }

    @Test
    void isMadeOfNamedModulesOnly() throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(
                URI.create("jrt:/"), Map.of("java.home", LinkedImage.HOME.toString()))) {
            List<Path> modules;
            try (var found = Files.list(files.getPath("/modules"))) {
                modules = found.toList();
            }
            assertThat(modules).hasSizeGreaterThan(ASKED_FOR.size());
            for (Path module : modules) {
                try (InputStream descriptor = Files.newInputStream(module.resolve("module-info.class"))) {
                    assertThat(ModuleDescriptor.read(descriptor))
                            .as("%s", module)
                            .satisfies(read -> assertThat(read.isAutomatic()).isFalse())
                            .satisfies(read -> assertThat(read.name()).isEqualTo(module.getFileName().toString()));
                }
            }
        }
    }

    @Test
    void hasEveryModuleThatWasAskedFor() {
        Outcome outcome = Program.run(Map.of(), LinkedImage.HOME.resolve("bin/java"), "--list-modules");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().map(line -> line.replaceFirst("[@ ].*", "")))
                .containsAll(ASKED_FOR)
                // Plugins bring these; as automatic modules they could not be linked.
                .doesNotContain("io.opentelemetry.api", "bsv.p2p.telemetry.otel", "bsv.p2p.testkit");
    }

    @Test
    void hasAFolderForPluginsAndTheLicence() {
        assertThat(LinkedImage.HOME.resolve("plugins/README.md")).exists();
        assertThat(LinkedImage.HOME.resolve("LICENSE")).exists();
    }

    @Test
    void showsWhatIsInItsPluginFolders() {
        var shown = LinkedImage.p2p("plugins").out();
        assertThat(shown).containsPattern("extension +otel +bsv\\.p2p\\.telemetry\\.otel .*plugins/otel +ok\n");
        assertThat(shown).containsPattern("library +postgresql +postgresql-[0-9.]+\\.jar +- .*plugins/postgresql +ok\n");
    }

    /// Without the driver the message would be that there is none.
    @ParameterizedTest
    @ValueSource(strings = {"run --network regtest --connect 127.0.0.1:1", "peers list", "bans"})
    void findsTheDriverOfPostgresqlInItsPluginFolder(String command) {
        Outcome outcome = LinkedImage.p2p((command + " --store sql:jdbc:postgresql://127.0.0.1:1/peers").split(" ", -1));
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains("jdbc:postgresql://127.0.0.1:1/peers").contains("refused");
    }

    @Test
    void isPackedIntoAnArchiveOfModestSize(@TempDir Path folder) throws IOException {
        assertThat(LinkedImage.ARCHIVE).satisfies(archive -> assertThat(Files.size(archive))
                .isLessThan(MOST_ARCHIVE_BYTES));
        Outcome unpacked = Program.run(
                Map.of(), Path.of("tar"), "-xzf", LinkedImage.ARCHIVE.toString(), "-C", folder.toString());
        assertThat(unpacked.err()).isEmpty();
        try (var roots = Files.list(folder)) {
            assertThat(roots)
                    .singleElement()
                    .satisfies(root -> assertThat(Program.run(Map.of(), root.resolve("bin/p2p"), "--version"))
                            .satisfies(ImageIT::isTheVersion));
        }
    }

    private static void isTheVersion(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).matches("p2p \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\S*\\)\\R");
    }
}
