package bsv.p2p.app.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The BOM: what is published, and no more.
class BomTest {
    private static final String[] MANAGED = {"dependencyManagement", "dependencies", "dependency"};

    @Test
    void listsExactlyWhatIsPublished() throws Exception {
        var listed = Pom.in(Published.ROOT.resolve("p2p-bom")).all(MANAGED).map(dependency -> List.of("groupId", "artifactId", "version").stream()
                .map(name -> Pom.children(dependency, name).findFirst().orElseThrow().getTextContent()).toList()).toList();

        assertThat(Published.modules()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(
                Published.modules().stream().map(module -> List.of("bsv.p2p", module.artifact(), "${project.version}")).toList());
    }

    @Test
    void isOfTheSameVersionAndBringsNothingAlong() throws Exception {
        var bom = Pom.in(Published.ROOT.resolve("p2p-bom"));

        assertThat(bom.text("groupId")).hasValue("bsv.p2p");
        assertThat(bom.text("version")).isEqualTo(Pom.in(Published.ROOT).text("version"));
        // What a parent manages would be forced upon whoever imports the BOM.
        assertThat(bom.text("parent")).isEmpty();
        assertThat(bom.text("dependencies")).isEmpty();
    }

    /// They are built with the rest, but they are nobody's libraries.
    @Test
    void benchmarksAndExamplesAreKeptBack() throws Exception {
        assertThat(Published.modules()).extracting(Published::artifact).contains("p2p-api", "p2p-app").doesNotContain("p2p-bench", "examples");
    }
}
