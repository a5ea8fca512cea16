package bsv.p2p.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    private static List<String> links(Document document) {
        return LINK.matcher(document.prose()).results().map(link -> link.group(1)).filter(link -> !ELSEWHERE.matcher(link).matches()).toList();
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        var problems = new ArrayList<String>();
        int count = 0;
        for (var document : Document.all()) {
            for (var link : links(document)) {
                count++;
                if (!leadsSomewhere(document, link)) problems.add(Document.ROOT.relativize(document.file()) + ": " + link);
            }
        }
        assertThat(count).as("links looked at").isGreaterThan(30);
        assertThat(problems).isEmpty();
    }

    private static boolean leadsSomewhere(Document from, String link) {
        int hash = link.indexOf('#');
        var path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from.file() : from.file().resolveSibling(path).normalize();
        if (!target.startsWith(Document.ROOT) || !Files.exists(target)) return false;
        return hash < 0 || Document.of(target).anchors().contains(link.substring(hash + 1));
    }

    @Test
    void theReadmeLeadsToEveryDocument() {
        var readme = links(Document.of(Document.ROOT.resolve("README.md")));
        assertThat(readme).contains("CONTRIBUTING.md", "docs/adr", "docs/architecture.md", "docs/benchmarks.md", "docs/design-map.md", "docs/observability.md", "docs/plugin-guide.md", "docs/user-guide.md");
        assertThat(Document.all().stream().map(document -> Document.ROOT.relativize(document.file()).toString())
                .filter(name -> name.startsWith("docs/") && !name.startsWith("docs/adr/"))).allMatch(readme::contains);
    }
}
