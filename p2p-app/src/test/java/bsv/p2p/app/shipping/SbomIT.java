package bsv.p2p.app.shipping;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.app.image.LinkedImage;
import bsv.p2p.app.image.Program;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The list of parts that the image carries names what the image is made of.
class SbomIT {
    private static final Path MADE = Path.of(System.getProperty("p2p.image.sbom"));

    /// The image's modules of others and of ours, and the JDK's.
    private static final Path[] MODULE_PATH =
            Stream.of(System.getProperty("p2p.module.path").split(File.pathSeparator, -1)).map(Path::of).toArray(Path[]::new);

    private JsonNode sbom = JsonMapper.shared().nullNode();

    @BeforeEach
    void read() throws IOException {
        boolean offline = System.getProperty("p2p.maven.mode").equals("offline: true");
        assumeTrue(!offline || Files.exists(MADE), "no list of parts: Maven is offline, and its plugin does nothing then");
        sbom = JsonMapper.shared().readTree(Files.readString(LinkedImage.HOME.resolve("sbom.json")));
    }

    @Test
    void namesEveryJarOfTheImageAndNoOther() throws IOException {
        assertThat(jars()).hasSizeGreaterThan(30);
        assertThat(components().keySet()).containsExactlyInAnyOrderElementsOf(jars());
    }

    /// What was linked, asked of the image itself.
    @Test
    void everyModuleOfTheImageIsTheJdksOrOfAJarThatIsNamed() {
        Map<String, String> jarOf = ModuleFinder.of(MODULE_PATH).findAll().stream()
                .collect(toMap(module -> module.descriptor().name(), module -> Path.of(module.location().orElseThrow()).getFileName().toString()));
        var linked = Program.run(Map.of(), LinkedImage.HOME.resolve("bin/java"), "--list-modules").out().lines().map(line -> line.replaceFirst("[@ ].*", ""))
                .filter(module -> !module.matches("(java|jdk)\\..*|bsv\\.p2p\\.app")).toList();

        assertThat(linked).contains("bsv.p2p.api", "io.netty.buffer", "org.xerial.sqlitejdbc");
        assertThat(linked).allSatisfy(module -> assertThat(components()).containsKey(jarOf.get(module)));
    }

    @Test
    void eachHasAVersionALicenceAndAnAddress() {
        assertThat(components()).isNotEmpty().allSatisfy((jar, part) -> {
            assertThat(part.path("version").asString("")).as("version of %s", jar).isNotBlank();
            assertThat(part.path("purl").asString("")).as("address of %s", jar).startsWith("pkg:maven/");
            assertThat(part.path("licenses").values().stream().map(SbomIT::licence)).as("licences of %s", jar).isNotEmpty().allSatisfy(name -> assertThat(name).isNotBlank());
        });
    }

    /// Two builds make the same, whenever and wherever they run.
    @Test
    void saysNothingOfTimeAndPlace() {
        assertThat(sbom.path("bomFormat").asString("")).isEqualTo("CycloneDX");
        assertThat(sbom.path("metadata").path("component").path("name").asString("")).isEqualTo("p2p-app");
        assertThat(sbom.path("metadata").has("timestamp")).isFalse();
        // Of the third version: made of the content.
        assertThat(UUID.fromString(sbom.path("serialNumber").asString("").replace("urn:uuid:", "")).version()).isEqualTo(3);
        assertThat(sbom.toString()).doesNotContain(Published.ROOT.toString());
    }

    private static String licence(JsonNode entry) {
        var licence = entry.path("license");
        return Stream.of(licence.path("id"), licence.path("name"), entry.path("expression")).map(node -> node.asString("")).filter(text -> !text.isBlank()).findFirst().orElse("");
    }

    /// By the name of the jar.
    private Map<String, JsonNode> components() {
        return sbom.path("components").values().stream().collect(toMap(SbomIT::jar, part -> part));
    }

    private static String jar(JsonNode part) {
        var address = part.path("purl").asString("");
        var classifier = Optional.of(address).filter(text -> text.contains("classifier=")).map(text -> "-" + text.replaceFirst(".*classifier=([^&]*).*", "$1")).orElse("");
        return part.path("name").asString("") + "-" + part.path("version").asString("") + classifier + ".jar";
    }

    /// All jars that the image was made of, but for the application's own, which the list is about.
    private static Set<String> jars() throws IOException {
        try (var plugins = Files.walk(LinkedImage.HOME.resolve("plugins"))) {
            return Stream.concat(Stream.of(MODULE_PATH), plugins).map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".jar") && !name.startsWith("p2p-app-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
