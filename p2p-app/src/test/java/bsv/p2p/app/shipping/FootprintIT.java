package bsv.p2p.app.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.image.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stranger's build resolves that imports the BOM and asks for modules of it.
class FootprintIT {
    private static final List<String> EMBEDDED = List.of("p2p-api", "p2p-manager", "p2p-transport", "p2p-codec", "p2p-store-json");
    private static final List<String> PROMISED = List.of("io.netty:.*", "(tools\\.jackson|com\\.fasterxml\\.jackson)\\.core:.*", "org\\.slf4j:slf4j-api", "org\\.jspecify:jspecify");

    @TempDir
    Path folder;

    @Test
    void anEmbedderGetsNoOtherJarOfOthersThanThosePromised() throws Exception {
        var jars = resolved(EMBEDDED);

        assertThat(jars).filteredOn(jar -> jar.startsWith("bsv.p2p:")).containsExactlyInAnyOrderElementsOf(EMBEDDED.stream().map(name -> "bsv.p2p:" + name).toList());
        assertThat(jars).filteredOn(jar -> !jar.startsWith("bsv.p2p:")).isNotEmpty().allSatisfy(jar -> assertThat(PROMISED).anySatisfy(promised -> assertThat(jar).matches(promised)));
        // Each of the promised is there: the list above is no longer than it must be.
        assertThat(PROMISED).allSatisfy(promised -> assertThat(jars).anySatisfy(jar -> assertThat(jar).matches(promised)));
    }

    @Test
    void theApiBringsTheAnnotationsOnly() throws Exception {
        assertThat(resolved(List.of("p2p-api"))).containsExactlyInAnyOrder("bsv.p2p:p2p-api", "org.jspecify:jspecify");
    }

    /// @return `group:artifact` of all jars that are there at run time
    private Set<String> resolved(List<String> artifacts) throws Exception {
        var repository = Repository.in(Files.createDirectory(folder.resolve("repository")), Published.modules());
        var list = folder.resolve("list.txt");
        Files.writeString(folder.resolve("pom.xml"), pom(artifacts));
        var outcome = Program.run(Map.of(), Path.of(System.getProperty("p2p.maven.home"), "bin/mvn"), "-B", "-ntp", "-f", folder.toString(), "-Dmaven.repo.local=" + repository,
                "org.apache.maven.plugins:maven-dependency-plugin:" + plugin() + ":list", "-DincludeScope=runtime", "-DoutputFile=" + list);
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        return Files.readAllLines(list).stream().map(String::strip).filter(line -> line.split(":", -1).length >= 5).map(line -> line.split(":", -1)).map(parts -> parts[0] + ":" + parts[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The version that this build has.
    private static String plugin() throws Exception {
        return Pom.in(Published.ROOT).all("build", "pluginManagement", "plugins", "plugin")
                .filter(plugin -> Pom.children(plugin, "artifactId").anyMatch(name -> name.getTextContent().equals("maven-dependency-plugin")))
                .flatMap(plugin -> Pom.children(plugin, "version")).findFirst().orElseThrow().getTextContent();
    }

    private static String pom(List<String> artifacts) throws Exception {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>embedder</artifactId>
                  <version>1</version>
                  <dependencyManagement>
                    <dependencies>
                      <dependency>
                        <groupId>bsv.p2p</groupId>
                        <artifactId>p2p-bom</artifactId>
                        <version>%s</version>
                        <type>pom</type>
                        <scope>import</scope>
                      </dependency>
                    </dependencies>
                  </dependencyManagement>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(Published.modules().getFirst().version(), artifacts.stream()
                .map("<dependency><groupId>bsv.p2p</groupId><artifactId>%s</artifactId></dependency>"::formatted).collect(Collectors.joining()));
    }

    /// A repository with what this build resolved, and beside it our artefacts as they are published: jars and poms.
    private static final class Repository {
        private Repository() {}

        static Path in(Path repository, List<Published> modules) throws IOException {
            try (var groups = Files.list(Path.of(System.getProperty("p2p.maven.repository")))) {
                for (var group : groups.filter(group -> !group.endsWith("bsv")).toList()) Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
            }
            var version = modules.getFirst().version();
            for (var module : modules) Files.copy(module.jar(), place(repository, module.artifact(), version).resolve(module.artifact() + "-" + version + ".jar"));
            for (var artifact : Stream.concat(Stream.of("p2p-parent", "p2p-bom"), modules.stream().map(Published::artifact)).toList()) {
                var pom = Published.ROOT.resolve(artifact.equals("p2p-parent") ? "pom.xml" : artifact + "/pom.xml");
                Files.copy(pom, place(repository, artifact, version).resolve(artifact + "-" + version + ".pom"));
            }
            return repository;
        }

        private static Path place(Path repository, String artifact, String version) throws IOException {
            return Files.createDirectories(repository.resolve("bsv/p2p").resolve(artifact).resolve(version));
        }
    }
}
