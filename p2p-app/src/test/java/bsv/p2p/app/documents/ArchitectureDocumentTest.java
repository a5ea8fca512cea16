package bsv.p2p.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whether docs/architecture.md draws what the module descriptors say.
class ArchitectureDocumentTest {
    private static final Document PAGE = Document.named("architecture.md");
    private static final Pattern MODULE = Pattern.compile("^module (\\S+) \\{", Pattern.MULTILINE);
    private static final Pattern REQUIRES = Pattern.compile("^ +requires (?:transitive )?([a-z][\\w.]*);", Pattern.MULTILINE);
    private static final Pattern PROVIDES = Pattern.compile("^ +provides ([\\w.]+)\\s+with", Pattern.MULTILINE);
    /// Of the JDK, which the page may name.
    private static final Set<String> OTHERS = Set.of("ServiceLoader");

    /// Sources of descriptors, by folder.
    private static final SortedMap<String, String> MODULES = Sources.folders().filter(folder -> Files.exists(descriptor(folder)))
            .collect(Collectors.toMap(folder -> Document.ROOT.relativize(folder).toString(), folder -> Sources.text(descriptor(folder)), (one, _) -> one, TreeMap::new));
    private static final Map<String, String> FOLDERS = MODULES.entrySet().stream().collect(Collectors.toMap(entry -> all(MODULE, entry.getValue()).getFirst(), Map.Entry::getKey));

    private static Path descriptor(Path folder) {
        return folder.resolve("src/main/java/module-info.java");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> arrows(String block, String arrow) {
        var pairs = new TreeSet<String>();
        for (var line : PAGE.block(block).lines().toList()) {
            var ends = line.split(" +[" + arrow + "]+ +", -1);
            assertThat(ends).as(line).hasSize(2);
            assertThat(pairs.add(ends[0].strip() + " -> " + ends[1].strip())).as(line).isTrue();
        }
        return pairs;
    }

    @Test
    void theArrowsAreThoseOfTheDescriptors() {
        var drawn = new TreeSet<String>();
        MODULES.forEach((folder, text) -> all(REQUIRES, text).stream().filter(FOLDERS::containsKey).forEach(needed -> drawn.add(folder + " -> " + FOLDERS.get(needed))));
        assertThat(MODULES).hasSize(12);
        assertThat(arrows("arrows", "─▶")).isEqualTo(drawn);
    }

    @Test
    void theServicesAreThoseOfTheDescriptors() {
        var offered = new TreeSet<String>();
        MODULES.forEach((folder, text) -> all(PROVIDES, text).stream().filter(service -> service.startsWith("bsv.p2p.") || Character.isUpperCase(service.charAt(0)))
                .forEach(service -> offered.add(folder + " -> " + service.substring(service.lastIndexOf('.') + 1))));
        assertThat(arrows("services", "╌▷")).isEqualTo(offered);
    }

    @Test
    void theLibrariesAreThoseOfTheDescriptors() {
        Predicate<String> ofTheJdk = name -> name.startsWith("java.") || name.startsWith("jdk.");
        var needed = new TreeMap<String, List<String>>();
        MODULES.forEach((folder, text) -> needed.put(folder, all(REQUIRES, text).stream().filter(ofTheJdk.or(FOLDERS::containsKey).negate()).sorted().toList()));
        var said = new TreeMap<String, List<String>>();
        for (var row : PAGE.rows("module")) said.put(Document.spans(row.get(0)).getFirst(), Document.spans(row.get(1)).stream().sorted().toList());
        assertThat(said).isEqualTo(needed);
    }

    @Test
    void everyNameOnThePageIsInTheSources() {
        var names = Document.spans(PAGE.prose()).stream().filter(name -> Sources.isName(name) && !OTHERS.contains(name)).distinct().toList();
        assertThat(names).hasSizeGreaterThan(80);
        assertThat(names.stream().flatMap(name -> Sources.problems(name).stream())).isEmpty();
    }

    /// The drawing of the layers names classes without backticks.
    @Test
    void everyClassInTheDrawingIsInTheSources() {
        var layers = PAGE.text().substring(PAGE.text().indexOf("## Layers"), PAGE.text().indexOf("## The way of a frame in"));
        var named = layers.lines().filter(line -> line.contains(" p2p-")).map(line -> line.substring(line.indexOf(" p2p-")).strip().split(" +", 2)[1])
                .flatMap(list -> Stream.of(list.split(", "))).map(String::strip).toList();
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named.stream().flatMap(name -> Sources.problems(name).stream())).isEmpty();
    }
}
