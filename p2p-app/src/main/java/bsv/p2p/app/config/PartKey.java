package bsv.p2p.app.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The key of a setting that a part knows and the application does not, such as `store.json.file`.
///
/// @param kind `store`, `discovery`, `transport` or `extension`
/// @param part the name of the provider
/// @param name the setting's, in camel case; may have dots
record PartKey(String kind, String part, String name) {
    static final List<String> KINDS = List.of("store", "discovery", "transport", "extension");

    static Optional<PartKey> parse(String key) {
        var words = key.split("\\.", 3);
        boolean fits = words.length == 3 && KINDS.contains(words[0]) && words[1].matches("[a-z][a-z0-9-]{0,31}") && !words[2].isBlank();
        return fits ? Optional.of(new PartKey(words[0], words[1], words[2])) : Optional.empty();
    }

    /// Reads `P2P_DISCOVERY_DNS_SERVERS`. A part with a dash in its name is told from its settings only if it is installed.
    ///
    /// @param installed names of providers
    static Optional<PartKey> ofVariable(String variable, List<String> installed) {
        var words = variable.toLowerCase(Locale.ROOT).split("_", -1);
        if (words.length < 4 || !KINDS.contains(words[1])) return Optional.empty();
        var rest = String.join("_", Arrays.copyOfRange(words, 2, words.length));
        var part = installed.stream().filter(name -> rest.startsWith(name.replace('-', '_') + "_"))
                .max(Comparator.comparingInt(String::length)).orElse(words[2]);
        var setting = new ArrayList<>(List.of(rest.substring(part.length() + 1).split("_", -1)));
        var name = new StringBuilder(setting.removeFirst());
        for (var word : setting) if (!word.isEmpty()) name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        return parse(words[1] + "." + part + "." + name);
    }

    @Override
    public String toString() {
        return kind + "." + part + "." + name;
    }
}
