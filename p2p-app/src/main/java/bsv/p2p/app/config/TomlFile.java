package bsv.p2p.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// A configuration file. Keys are names of settings, the tables `[store.json]`, `[discovery.dns]` and so on those of parts.
final class TomlFile {
    /// More is no configuration.
    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_\"'. -]+?)\\s*=.*");
    private static final Pattern TABLE = Pattern.compile("\\s*\\[+\\s*([A-Za-z0-9_\"'. -]+?)\\s*\\].*");

    private final Path file;
    private final List<Given> given = new ArrayList<>();
    private final List<String> problems;
    private Map<String, Integer> lines = Map.of();

    private TomlFile(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// What the file gives. What is wrong with it goes to `problems`, each with its line.
    static List<Given> read(Path file, List<String> problems) {
        var source = new TomlFile(file, problems);
        source.read();
        return source.given;
    }

    private void read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(file + ": expected a TOML file of at most 1 MiB, found " + Files.size(file) + " bytes");
                return;
            }
            var text = Files.readString(file);
            lines = lines(text);
            add("", TomlMapper.builder().build().readTree(text));
        } catch (JacksonException malformed) {
            var place = malformed.getLocation();
            problems.add(file + (place == null ? "" : ":" + place.getLineNr()) + ": no TOML: " + malformed.getOriginalMessage());
        } catch (NoSuchFileException _) {
            problems.add(file + ": there is no such file");
        } catch (AccessDeniedException _) {
            problems.add(file + ": the file must not be read by this user");
        } catch (CharacterCodingException _) {
            problems.add(file + ": expected UTF-8");
        } catch (IOException failed) {
            problems.add(file + ": the file cannot be read: " + failed.getMessage());
        }
    }

    private void add(String key, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(entry -> add(key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(), entry.getValue()));
        } else if (!node.isArray()) {
            given.add(Given.text(key, node.asString(), origin(key)));
        } else if (node.valueStream().allMatch(JsonNode::isValueNode)) {
            given.add(Given.items(key, node.valueStream().map(JsonNode::asString).toList(), origin(key)));
        } else {
            problems.add(origin(key) + ": " + key + ": expected a list of texts or numbers, found a list of lists or tables");
        }
    }

    private String origin(String key) {
        var line = lines.get(key);
        return line == null ? file.toString() : file + ":" + line;
    }

    /// On which line each key stands, for messages: the reader does not tell. Good for what people write; a key within a text of
    /// several lines may mislead it.
    private static Map<String, Integer> lines(String text) {
        var lines = new HashMap<String, Integer>();
        var table = "";
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var header = TABLE.matcher(line);
            var key = KEY.matcher(line);
            if (header.matches()) table = bare(header.group(1)) + ".";
            else if (key.matches()) lines.putIfAbsent(table + bare(key.group(1)), number);
        }
        return lines;
    }

    private static String bare(String key) {
        return key.replaceAll("[\"' ]", "");
    }
}
