package bsv.p2p.app.config;

import java.util.List;

/// A value that somebody gave, as text.
///
/// @param key the name of a setting, or of a part's such as `store.json.file`
/// @param values more than one only for lists
/// @param split whether a list is meant by one text with commas
/// @param origin where it was given, such as `--target`, `P2P_TARGET_CONNECTIONS`, `node.toml:3`
public record Given(String key, List<String> values, boolean split, String origin) {
    public Given {
        values = List.copyOf(values);
    }

    /// One text, which may be a list with commas.
    public static Given text(String key, String value, String origin) {
        return new Given(key, List.of(value), true, origin);
    }

    /// Texts that are taken as they are.
    public static Given items(String key, List<String> values, String origin) {
        return new Given(key, values, false, origin);
    }

    /// As one text again.
    String joined() {
        return String.join(",", values);
    }

    /// As the elements of a list; a text of blanks has none.
    List<String> elements() {
        if (!split) return values.stream().map(String::strip).toList();
        return values.stream().flatMap(value -> List.of(value.split(",", -1)).stream()).map(String::strip)
                .filter(element -> !element.isEmpty()).toList();
    }
}
