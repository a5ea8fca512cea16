package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.app.image.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./p2p` of a checkout, with a Maven that only pretends: its image prints its arguments.
class CheckoutScriptTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo "options: $JAVA_TOOL_OPTIONS" >>"$0.calls"
            echo '[INFO] Building BSV P2P API 0.1.0   [2/13]'
            [ -f "$0.fails" ] && { cat "$0.fails"; exit 1; }
            mkdir -p p2p-app/target/image/bin
            printf '#!/bin/sh\\nprintf "<%%s>" "$@"\\n' >p2p-app/target/image/bin/p2p
            chmod +x p2p-app/target/image/bin/p2p
            touch p2p-app/target/image.stamp
            """;

    @TempDir
    private Path folder;

    private Path checkout;
    private Path maven;
    private Path source;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        Path script = Path.of(System.getProperty("basedir", "."), "../p2p");
        assertThat(Files.copy(script, checkout.resolve("p2p")).toFile().setExecutable(true)).isTrue();
        source = write("p2p-api/src/main/java/Any.java");
        write("pom.xml");
        write("p2p-api/pom.xml");
        write("p2p-app/pom.xml");
        write("p2p-bench/src/main/java/Bench.java");
        maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, MAVEN);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void buildsOnceAndRunsTheImageWithAllArguments() throws IOException {
        assertThat(p2p("one", "two words", "*").out()).isEqualTo("<one><two words><*>");
        Outcome second = p2p("again");
        assertThat(second).isEqualTo(new Outcome(0, "<again>", ""));
        assertThat(builds()).isOne();
    }

    @Test
    void saysOnStandardErrorThatItBuilds() {
        Outcome outcome = p2p();
        assertThat(outcome.out()).isEqualTo("<>");
        assertThat(outcome.err().lines())
                .containsExactly(
                        "p2p: building the image, the first time can take some minutes",
                        "p2p: [2/13] BSV P2P API 0.1.0");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException {
        p2p();
        touch(source);
        p2p();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws IOException {
        p2p();
        Files.delete(source);
        touch(source.getParent());
        p2p();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void doesNotBuildForBenchmarks() throws IOException {
        p2p();
        touch(checkout.resolve("p2p-bench/src/main/java/Bench.java"));
        p2p();
        assertThat(builds()).isOne();
    }

    @Test
    void runsThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a checkout/p2p"));
        assertThat(run(link, Map.of(), "x").out()).isEqualTo("<x>");
    }

    @Test
    void runsThroughLinksToFoldersAndChainsOfLinks() throws IOException {
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), checkout);
        Path deep = Files.createDirectories(folder.resolve("one/two"));
        Files.createSymbolicLink(folder.resolve("one/script"), Path.of("../linked/p2p"));
        Files.createSymbolicLink(deep.resolve("up"), Path.of("../script"));
        // A relative link in a linked folder starts from where that folder really is.
        Path through = Files.createSymbolicLink(folder.resolve("through"), deep);
        for (Path script : List.of(linked.resolve("p2p"), through.resolve("up"))) {
            assertThat(run(script, Map.of(), "x").out()).isEqualTo("<x>");
        }
        assertThat(builds()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's \"quoted\"", "$HOME `id` $(id) \\t", "!#%&;|<>()[]*?~^", "-n", "line\nfeed", "line feed at the end\n"})
    void runsFromFoldersWithAnyName(String name) throws IOException {
        checkout = Files.move(checkout, folder.resolve(name));
        assertThat(p2p("x").out()).isEqualTo("<x>");
        assertThat(p2p("x").out()).isEqualTo("<x>");
        assertThat(builds()).isOne();
    }

    /// A folder of /proc is one that root cannot write to either.
    @Test
    void saysInOneLineThatItCannotWrite() throws IOException {
        Path target = Files.createSymbolicLink(checkout.resolve("p2p-app/target"), Path.of("/proc/self/fdinfo"));
        Outcome outcome = p2p("x");
        Files.delete(target);
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err().lines()).singleElement().asString().startsWith("p2p: the image must be built, and ").endsWith("/p2p-app/target cannot be written to");
    }

    @Test
    void runsAFreshImageWhereItCannotWrite() throws IOException {
        p2p();
        String readOnly = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" || exit 99; touch \"$1/written\" 2>/dev/null && exit 99; exec \"$1/p2p\" x";
        Outcome outcome = Program.run(Map.of(), Path.of("unshare"), "--mount", "sh", "-c", readOnly, "sh", checkout.toString());
        assumeTrue(outcome.exitCode() != 99 && !outcome.err().startsWith("unshare:"), () -> "file systems cannot be made read-only here: " + outcome.err());
        assertThat(outcome).isEqualTo(new Outcome(0, "<x>", ""));
        assertThat(builds()).isOne();
    }

    @Test
    void keepsJvmSizesFromMaven() throws IOException {
        run(checkout.resolve("p2p"), Map.of("JAVA_TOOL_OPTIONS", "-Xmx16m -Dkept=* -XX:+UseZGC"));
        assertThat(maven.resolveSibling("mvn.calls")).content().isEqualTo("options: -Dkept=*\n");
    }

    @Test
    void showsWhatWentWrong() throws IOException {
        Files.writeString(maven.resolveSibling("mvn.fails"), "[INFO] noise\n[ERROR] Any.java: no such thing\n");
        Outcome outcome = p2p();
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("[ERROR] Any.java: no such thing", "p2p: the image could not be built")
                .doesNotContain("noise");
        assertThat(checkout.resolve("p2p-app/target/p2p-build.lock")).doesNotExist();
    }

    @Test
    void saysInOneLineThatAJdkIsMissing() throws IOException {
        Files.writeString(
                maven.resolveSibling("mvn.fails"),
                "[ERROR] (JDK-25-is-required-but-was-not-found--see-README-Building) on project\n[ERROR] more\n");
        Outcome outcome = p2p();
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err().lines().skip(2))
                .singleElement()
                .asString()
                .startsWith("p2p: the image must be built, and that needs a JDK 25");
    }

    @Test
    void saysInOneLineThatMavenIsMissing() throws IOException {
        Files.delete(maven);
        for (String tool : List.of("dirname", "find", "mkdir", "rm", "cat")) {
            Path wrapper = Files.writeString(maven.resolveSibling(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
        Outcome outcome = Program.run(
                Map.of("PATH", maven.getParent().toString()), checkout.resolve("p2p"));
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("p2p: the image must be built, and that needs Maven");
    }

    @Test
    void breaksTheLockOfADeadProcess() throws IOException {
        Path lock = Files.createDirectories(checkout.resolve("p2p-app/target/p2p-build.lock"));
        Files.writeString(lock.resolve("pid"), "999999999\n");
        assertThat(p2p("x").out()).isEqualTo("<x>");
    }

    private Outcome p2p(String... arguments) {
        return run(checkout.resolve("p2p"), Map.of(), arguments);
    }

    private Outcome run(Path script, Map<String, String> environment, String... arguments) {
        var all = new HashMap<>(environment);
        all.put("PATH", maven.getParent() + ":" + System.getenv("PATH"));
        return Program.run(all, script, arguments);
    }

    private long builds() throws IOException {
        return Files.readAllLines(maven.resolveSibling("mvn.calls")).size();
    }

    private Path write(String file) throws IOException {
        Path path = checkout.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "");
    }

    /// Newer than anything, whatever the clock of the file system counts in.
    private static void touch(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
    }
}
