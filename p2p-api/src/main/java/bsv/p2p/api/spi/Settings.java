package bsv.p2p.api.spi;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the settings of one part and collects what is wrong with them, so that all of it is said at once. For writers of providers: ask
/// for each setting, then call [#check()]; a setting that was never asked for is a problem too. Not safe for many threads.
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

    private final Map<String, String> values;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /// The text without blanks around it; empty where there is none.
    public Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /// What `parse` makes of the text. What it throws as IllegalArgumentException is the problem.
    public <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return text(name).flatMap(text -> attempt(name, text, parse));
    }

    /// The parts between commas, each as `parse` makes it; empty parts do not count.
    public <T> List<T> list(String name, Function<String, T> parse) {
        var found = new ArrayList<T>();
        for (var part : text(name).orElse("").split(",", -1)) {
            if (!part.isBlank()) attempt(name, part.strip(), parse).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /// A whole number from `min` to `max`.
    public int number(String name, int byDefault, int min, int max) {
        return this.<Integer>parsed(name, text -> {
            long number = text.matches("-?\\d{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
            if (number < min || number > max) {
                throw new IllegalArgumentException("expected a whole number %d..%d, found \"%s\"".formatted(min, max, text));
            }
            return (int) number;
        }).orElse(byDefault);
    }

    /// A number and `ms`, `s`, `m`, `h` or `d`, from `min` to `max`; without a unit milliseconds are meant.
    public Duration duration(String name, Duration byDefault, Duration min, Duration max) {
        return parsed(name, text -> {
            var duration = duration(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new IllegalArgumentException("expected %d ms to %d ms, found \"%s\"".formatted(min.toMillis(), max.toMillis(), text));
            }
            return duration;
        }).orElse(byDefault);
    }

    /// Adds a problem that the caller found.
    public void problem(String problem) {
        problems.add(problem);
    }

    /// Says what is wrong.
    ///
    /// @throws InvalidConfiguration if there was any problem, or a setting that nobody asked for
    public void check() {
        for (var name : values.keySet()) {
            if (!known.contains(name)) problems.add("there is no setting \"%s\"; known: %s".formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
        }
        InvalidConfiguration.throwIfAny(problems);
    }

    private <T> Optional<T> attempt(String name, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException wrong) {
            problems.add(name + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private static Duration duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("expected a number and ms, s, m, h or d, found \"" + text + "\"");
        long number = Long.parseLong(parts.group(1));
        return switch (Optional.ofNullable(parts.group(2)).orElse("ms")) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMillis(number);
        };
    }
}
