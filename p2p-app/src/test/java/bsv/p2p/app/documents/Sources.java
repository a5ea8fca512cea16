package bsv.p2p.app.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All our sources, by the simple names of their classes.
final class Sources {
    /// A class, one within it, a member: `A`, `A.B`, `A#m`.
    private static final Pattern NAME = Pattern.compile("([A-Z]\\w*)((?:\\.[A-Z]\\w*)*)(?:#(\\w+))?");

    private static final Map<String, String> ALL = read("src/main/java", "src/test/java");

    private Sources() {}

    private static Map<String, String> read(String... kinds) {
        return folders().flatMap(folder -> Stream.of(kinds).map(folder::resolve)).filter(Files::isDirectory).flatMap(Sources::javaFiles)
                .collect(Collectors.toMap(file -> file.getFileName().toString().replace(".java", ""), Sources::text, String::concat));
    }

    /// Our modules and the examples, wherever they have a `pom.xml`.
    static Stream<Path> folders() {
        try (var some = Files.list(Document.ROOT); var examples = Files.list(Document.ROOT.resolve("examples"))) {
            return Stream.concat(some, examples).filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> javaFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The source of a class, of all of that name.
    static String of(String type) {
        return Optional.ofNullable(ALL.get(type)).orElseThrow(() -> new AssertionError("no source of " + type));
    }

    /// Whether this looks like a name of ours.
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// What is wrong with a name; empty if it is there.
    static List<String> problems(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) return List.of(name + " is no name");
        var source = ALL.get(parts.group(1));
        if (source == null) return List.of(name + ": there is no class " + parts.group(1));
        for (var inner : parts.group(2).split("\\.", -1)) {
            if (!inner.isEmpty() && !has(source, "(?:record|class|enum|interface) " + inner + "\\b")) return List.of(name + ": there is no " + inner + " in it");
        }
        var member = parts.group(3);
        return member == null || has(source, "\\b" + member + "\\b") ? List.of() : List.of(name + ": there is no " + member + " in it");
    }

    /// What is wrong with the name of a test; empty if it is one.
    static List<String> problemsOfTest(String name) {
        var parts = name.split("#", -1);
        if (parts.length != 2) return List.of(name + " is no Class#test");
        var source = ALL.get(parts[0]);
        if (source == null) return List.of(name + ": there is no class " + parts[0]);
        var test = Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b(?:(?!\\bvoid\\b).)*?\\bvoid %s\\(".formatted(parts[1]), Pattern.DOTALL);
        return test.matcher(source).find() ? List.of() : List.of(name + ": there is no such test in it");
    }

    private static boolean has(String source, String regex) {
        return Pattern.compile(regex).matcher(source).find();
    }
}
