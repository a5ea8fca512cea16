package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/plugin-guide.md says is done, as it says it, by somebody who has the examples, the image, Maven and our artefacts in a repository.
class PluginGuideIT {
    private static final Path ROOT = Guide.ROOT;
    private static final Guide GUIDE = Guide.of("plugin-guide.md");
    private static final Pattern OWN = Pattern.compile("(p2p-(?:api|testkit))-(\\d[^/]*)\\.jar");

    @TempDir
    Path folder;

    @BeforeEach
    void layOutWhatAReaderHas() throws IOException {
        var repository = repository();
        layOut("store-mvstore", repository, "MvFileTest,MvPeerStoreTest#aReopened*");
        layOut("discovery-http", repository, "HttpListDiscoveryTest#oneThatFails*");
    }

    /// @param tests the contract runs in full where the example is built
    private void layOut(String name, Path repository, String tests) throws IOException {
        var example = folder.resolve("examples").resolve(name);
        copy(ROOT.resolve("examples").resolve(name), example);
        // Maven reads it beside its command line.
        Files.write(Files.createDirectory(example.resolve(".mvn")).resolve("maven.config"),
                List.of("-Dmaven.repo.local=" + repository, "-Dtest=" + tests, "-B", "-ntp"));
    }

    @Test
    void theStepsWorkAsTheyStandThere() throws Exception {
        var outcome = GUIDE.run(folder);

        assertThat(outcome).endsWith("exit 0\n");
        assertThat(outcome.lines()).anyMatch(line -> line.matches("store +mvstore +com\\.example\\.mvstore +1\\.0\\.0 +.*/plugins/mvstore +ok"))
                .anyMatch(line -> line.matches("discovery +httplist +com\\.example\\.httplist +1\\.0\\.0 +.*/plugins/httplist +ok"))
                .contains("added 203.0.113.7:8333", "added 198.51.100.9:8333", "copied 2 peers, 1 bans")
                .anyMatch(line -> line.matches("198\\.51\\.100\\.9:8333 +UNKNOWN .*"))
                .anyMatch(line -> line.matches("203\\.0\\.113\\.7:8333 +BANNED .*"))
                .anyMatch(line -> line.matches("203\\.0\\.113\\.0/24 .*an example.*"));
        assertThat(folder.resolve("my-store/peers.mv")).isRegularFile();
        assertThat(folder.resolve("my-store/target/surefire-reports")).isDirectoryContaining("glob:**MvPeerStoreTest.txt");

        nodeKeepsItsPeersThere();
    }

    private void nodeKeepsItsPeersThere() throws Exception {
        var place = folder.resolve("my-store");
        try (var node = RunningImage.start(folder, "run", "--network", "regtest", "--discovery", "none", "--plugins", place.resolve("plugins").toString(),
                "--store", "mvstore:" + place.resolve("node.mv"), "--addnode", "127.0.0.1:1")) {
            node.awaitOut("phase=RUNNING");
            node.signal("TERM");
            node.awaitOut("phase=STOPPED");
            assertThat(node.exitCode()).isZero();
        }
        assertThat(place.resolve("node.mv")).isNotEmptyFile();
    }

    /// The guide shows the example's code as it is.
    @Test
    void whatTheGuideQuotesIsInTheExample() throws IOException {
        var source = new StringBuilder();
        try (var files = Files.walk(ROOT.resolve("examples/store-mvstore/src"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) source.append(Files.readString(file));
        }
        assertThat(GUIDE.blocks("java")).isNotEmpty().allSatisfy(block -> assertThat(source.toString()).contains(block.strip()));
    }

    /// What this build resolved, and beside it our artefacts as they are published: a jar and its pom.
    private Path repository() throws IOException {
        var repository = Files.createDirectory(folder.resolve("repository"));
        try (var groups = Files.list(Path.of(System.getProperty("p2p.maven.repository")))) {
            for (var group : groups.filter(group -> !group.endsWith("bsv")).toList()) Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
        }
        var jars = new ArrayList<String>();
        for (var jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var name = OWN.matcher(Path.of(jar).getFileName().toString());
            if (!name.matches()) continue;
            jars.add(name.group(1));
            publish(repository, name.group(1), name.group(2), ROOT.resolve(name.group(1) + "/pom.xml"));
            Files.copy(Path.of(jar), place(repository, name.group(1), name.group(2), "jar"));
            if (jars.size() == 1) publish(repository, "p2p-parent", name.group(2), ROOT.resolve("pom.xml"));
        }
        assertThat(jars).containsExactlyInAnyOrder("p2p-api", "p2p-testkit");
        return repository;
    }

    private static void publish(Path repository, String artifact, String version, Path pom) throws IOException {
        var target = place(repository, artifact, version, "pom");
        Files.createDirectories(target.getParent());
        Files.copy(pom, target);
    }

    private static Path place(Path repository, String artifact, String version, String kind) {
        return repository.resolve("bsv/p2p/%s/%s/%s-%s.%s".formatted(artifact, version, artifact, version, kind));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.filter(file -> !file.endsWith("target")).toList()) {
                if (Files.isDirectory(file)) copy(file, to.resolve(file.getFileName()));
                else Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
