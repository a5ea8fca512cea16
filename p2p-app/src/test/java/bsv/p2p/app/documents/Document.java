package bsv.p2p.app.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document of the project, in Markdown.
record Document(Path file, String text) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    static Document of(Path file) {
        try {
            return new Document(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One of the folder `docs`.
    static Document named(String name) {
        return of(ROOT.resolve("docs").resolve(name));
    }

    /// All that people read.
    static List<Document> all() {
        var all = new ArrayList<>(List.of(of(ROOT.resolve("README.md")), of(ROOT.resolve("CONTRIBUTING.md")), of(ROOT.resolve("CHANGELOG.md"))));
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().map(Document::of).forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /// What stands between three backticks and this word.
    String block(String word) {
        return FENCED.matcher(text).results().filter(block -> block.group(1).equals(word)).map(block -> block.group(2)).findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no block of " + word));
    }

    /// Without what is shown as it is.
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /// Rows of all tables whose first column has this heading, without the headings.
    List<List<String>> rows(String firstHeading) {
        var rows = new ArrayList<List<String>>();
        boolean wanted = false;
        boolean inside = false;
        for (var line : prose().lines().toList()) {
            if (!line.startsWith("|")) {
                inside = false;
                continue;
            }
            var cells = cells(line);
            if (!inside) wanted = cells.getFirst().equals(firstHeading);
            else if (wanted && !line.startsWith("|---")) rows.add(cells);
            inside = true;
        }
        if (rows.isEmpty()) throw new AssertionError(file + " has no table of " + firstHeading);
        return rows;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1)).map(String::strip).toList();
    }

    /// What stands between backticks.
    static List<String> spans(String text) {
        return SPAN.matcher(text).results().map(span -> span.group(1)).toList();
    }

    /// Where links can lead to within the page, named as web pages name headings.
    List<String> anchors() {
        return HEADING.matcher(prose()).results().map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).toList();
    }
}
