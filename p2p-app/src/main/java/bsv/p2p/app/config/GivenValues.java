package bsv.p2p.app.config;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.app.logging.LogComponents;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What was given, read into values; later ones win. A value that cannot be read is a problem even if a later one replaces it.
final class GivenValues {
    private static final String LOG_LEVEL_OF = "logLevel.";
    private static final Pattern ISO_DURATION = Pattern.compile("\\bPT[0-9HMS.]*[HMS]\\b");
    private final List<String> problems;
    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<Setting<?>, String> origins = new HashMap<>();
    private final Map<PartKey, String> parts = new LinkedHashMap<>();
    private final Map<String, LogLevel> logLevels = new HashMap<>();

    GivenValues(List<String> problems) {
        this.problems = problems;
    }

    void add(Given given) {
        var setting = Settings.find(given.key());
        var part = PartKey.parse(given.key());
        if (setting.isPresent()) {
            read(setting.get(), given);
        } else if (part.isPresent()) {
            parts.put(part.get(), given.joined());
        } else if (given.key().startsWith(LOG_LEVEL_OF)) {
            readLogLevel(given.key().substring(LOG_LEVEL_OF.length()), given);
        } else {
            problems.add("%s: there is no setting \"%s\"%s".formatted(given.origin(), given.key(), Suggestion.of(given.key(), Settings.names())));
        }
    }

    private void read(Setting<?> setting, Given given) {
        try {
            var value = setting.kind().read(given);
            values.put(setting, value);
            if (value instanceof StoreConfig store) store.settings().forEach((name, text) -> parts.put(new PartKey("store", store.name(), name), text));
            origins.put(setting, given.origin());
        } catch (IllegalArgumentException wrong) {
            problems.add(problem(given.origin(), setting, String.valueOf(wrong.getMessage())));
        }
    }

    private void readLogLevel(String component, Given given) {
        if (LogComponents.loggersOf(component).isEmpty()) {
            problems.add("%s: %s: there is no component \"%s\"%s".formatted(given.origin(), given.key(), component, Suggestion.of(component, LogComponents.names().stream())));
            return;
        }
        try {
            logLevels.put(component, Kinds.LOG_LEVEL.read(given));
        } catch (IllegalArgumentException wrong) {
            problems.add("%s: %s: %s".formatted(given.origin(), given.key(), wrong.getMessage()));
        }
    }

    <T> Optional<T> value(Setting<T> setting) {
        @SuppressWarnings("unchecked") // put there by the setting's own kind
        var value = (T) values.get(setting);
        return Optional.ofNullable(value);
    }

    /// The values that are components of the configuration, by their paths.
    Map<String, Object> components() {
        var components = new HashMap<String, Object>();
        values.forEach((setting, value) -> setting.component().ifPresent(path -> components.put(path, value)));
        components.put("observability.logLevels", logLevels);
        return components;
    }

    /// The settings of one part, or, if `part` is empty, of all of a kind with the part's name in front.
    Map<String, String> parts(String kind, String part) {
        return parts.entrySet().stream().filter(entry -> entry.getKey().kind().equals(kind))
                .filter(entry -> part.isEmpty() || entry.getKey().part().equals(part))
                .collect(Collectors.toMap(entry -> part.isEmpty() ? entry.getKey().part() + "." + entry.getKey().name() : entry.getKey().name(),
                        Map.Entry::getValue, (_, later) -> later));
    }

    /// Adds a problem that shows only now, with the place where the setting was given.
    void refuse(Setting<?> setting, String why) {
        problems.add(problem(origins.getOrDefault(setting, "defaults"), setting, why));
    }

    /// Adds a problem that the record of several settings found; `why` names those it is about by their components.
    ///
    /// @param branch the record's path with a dot at its end, empty for the whole configuration
    void refuse(String branch, String why) {
        var text = ISO_DURATION.matcher(why).replaceAll(iso -> Durations.print(Duration.parse(iso.group())));
        var places = new LinkedHashMap<String, String>();
        for (var setting : Settings.ALL) {
            var component = setting.component().filter(path -> path.startsWith(branch) && path.indexOf('.', branch.length()) < 0);
            if (component.isEmpty()) continue;
            var name = component.get().substring(branch.length());
            text = text.replaceFirst("^" + name + "\\b", setting.name());
            var origin = origins.get(setting);
            if (origin != null && text.matches("(?s).*\\b" + setting.name() + "\\b.*")) places.put(origin, origin);
        }
        problems.add((places.isEmpty() ? "" : String.join(", ", places.keySet()) + ": ") + text);
    }

    private static String problem(String origin, Setting<?> setting, String why) {
        var named = origin.equals("--" + setting.name()) ? "" : setting.name() + ": ";
        return origin + ": " + named + why;
    }
}
