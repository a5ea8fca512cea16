package bsv.p2p.app.config;

import bsv.p2p.api.config.ChainPin;
import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.logging.LogFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The kinds of values that settings have.
final class Kinds {
    static final Kind<String> TEXT = Kind.one(Function.identity(), Function.identity());
    static final Kind<Integer> INTEGER = Kind.one(text -> Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)), String::valueOf);
    static final Kind<Integer> PORT = Kind.one(text -> Math.toIntExact(whole(text, 1, 65_535)), String::valueOf);
    static final Kind<Long> LONG = Kind.one(text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE), String::valueOf);
    static final Kind<Double> DECIMAL = Kind.one(Kinds::decimal, Kinds::print);
    static final Kind<Double> SHARE = Kind.one(Kinds::share, Kinds::print);
    static final Kind<Boolean> FLAG = Kind.one(Kinds::flag, String::valueOf);
    static final Kind<Duration> DURATION = Kind.one(Durations::parse, Durations::print);
    static final Kind<Network> NETWORK = Kind.one(Network::parse, Network::toString);
    static final Kind<Long> SERVICES = Kind.one(Kinds::services, Services::describe);
    static final Kind<LogLevel> LOG_LEVEL = choice(LogLevel.class);
    static final Kind<EventFormat> EVENT_FORMAT = choice(EventFormat.class);
    static final Kind<LogFormat> LOG_FORMAT = choice(LogFormat.class);
    static final Kind<Optional<HostPort>> ADMIN = Kind.one(Kinds::admin, value -> value.map(HostPort::toString).orElse("off"));
    static final Kind<Optional<String>> TOKEN = Kind.one(Kinds::token, _ -> "");
    static final Kind<OptionalInt> OPTIONAL_PORT = Kind.one(
            text -> OptionalInt.of(Math.toIntExact(whole(text, 0, 65_535))), value -> value.isPresent() ? "" + value.getAsInt() : "");
    static final Kind<OptionalLong> LIMIT = Kind.one(
            text -> text.equalsIgnoreCase("none") ? OptionalLong.empty() : OptionalLong.of(whole(text, Long.MIN_VALUE, Long.MAX_VALUE)),
            value -> value.isPresent() ? "" + value.getAsLong() : "none");
    static final Kind<Optional<String>> OPTIONAL_TEXT = optional(Function.identity());
    static final Kind<Optional<IpAddress>> OPTIONAL_IP = optional(IpAddress::parse);
    static final Kind<Optional<ChainPin>> OPTIONAL_PIN = optional(ChainPin::parse);
    static final Kind<StoreConfig> STORE = Kind.one(Kinds::store, StoreConfig::name);
    static final Kind<List<HostPort>> HOSTS = Kind.many(HostPort::parse, HostPort::toString);
    static final Kind<String> PART = Kind.one(Kinds::part, Function.identity());
    static final Kind<List<String>> PARTS = new Kind<>(true, texts -> orNone(texts, Kinds::part), names -> names.isEmpty() ? "none" : String.join(",", names));
    static final Kind<Optional<List<String>>> HOST_NAMES = new Kind<>(true, texts -> Optional.of(orNone(texts, Kinds::hostName)),
            names -> names.map(list -> list.isEmpty() ? "none" : String.join(",", list)).orElse(""));
    static final Kind<List<UserAgentPattern>> AGENTS = Kind.many(UserAgentPattern::new, UserAgentPattern::text);
    static final Kind<List<Cidr>> BLOCKS = Kind.many(Cidr::parse, Cidr::toString);
    private static final Map<String, Long> SERVICE_BITS = Map.of("NONE", Services.NONE, "NETWORK", Services.NETWORK, "GETUTXO", Services.GETUTXO,
            "BLOOM", Services.BLOOM, "WITNESS", Services.WITNESS, "XTHIN", Services.XTHIN, "BITCOIN_CASH", Services.BITCOIN_CASH);

    private Kinds() {}

    private static long whole(String text, long min, long max) {
        if (text.matches("[+-]?\\d{1,19}")) {
            try {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) return value;
            } catch (NumberFormatException _) {
                // more than 64 bits
            }
        }
        throw new IllegalArgumentException("expected a whole number%s, found \"%s\"".formatted(
                min < 0 ? "" : " " + min + ".." + max, text));
    }

    private static double decimal(String text) {
        if (text.matches("[+-]?\\d{1,18}(\\.\\d{1,18})?")) return Double.parseDouble(text);
        throw new IllegalArgumentException("expected a number such as 2.5, found \"" + text + "\"");
    }

    private static double share(String text) {
        if (!text.endsWith("%")) return decimal(text);
        return new BigDecimal(Double.toString(decimal(text.substring(0, text.length() - 1).strip()))).movePointLeft(2).doubleValue();
    }

    private static String print(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
        };
    }

    /// A number, decimal or with 0x, or names with `|` between them.
    private static long services(String text) {
        try {
            if (text.matches("\\d+")) return Long.parseUnsignedLong(text);
            if (text.matches("0[xX][0-9a-fA-F]+")) return Long.parseUnsignedLong(text.substring(2), 16);
            long bits = 0;
            for (var name : text.toUpperCase(Locale.ROOT).split("\\|", -1)) {
                var bit = SERVICE_BITS.get(name.strip());
                if (bit == null) throw new NumberFormatException(name);
                bits |= bit;
            }
            return bits;
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("expected service bits as a number, 0x and hex, or names such as NETWORK|BLOOM, found \"" + text + "\"");
        }
    }

    private static Optional<HostPort> admin(String text) {
        if (text.equalsIgnoreCase("off")) return Optional.empty();
        var address = HostPort.parse(text);
        if (address.port().isEmpty()) throw new IllegalArgumentException("expected HOST:PORT or off, found \"" + text + "\"");
        return Optional.of(address);
    }

    /// What it is stays out of messages.
    private static Optional<String> token(String text) {
        if (text.isEmpty()) return Optional.empty();
        if (!text.matches("[!-~]+") || text.length() < AdminConfig.SHORTEST_TOKEN) {
            throw new IllegalArgumentException("expected %d or more ASCII characters without blanks, found %d characters".formatted(AdminConfig.SHORTEST_TOKEN, text.length()));
        }
        return Optional.of(text);
    }

    private static StoreConfig store(String text) {
        try {
            return StoreConfig.parse(text);
        } catch (InvalidConfiguration _) {
            throw new IllegalArgumentException("expected memory, json:FILE, sql:JDBC-URL or NAME:WHERE, found \"" + text + "\"");
        }
    }

    private static List<String> orNone(List<String> texts, Function<String, String> reader) {
        return texts.size() == 1 && texts.getFirst().equalsIgnoreCase("none") ? List.of() : texts.stream().map(reader).toList();
    }

    private static String part(String text) {
        if (text.matches("[a-z][a-z0-9-]{0,31}")) return text;
        throw new IllegalArgumentException("expected lower-case letters, digits and dashes, found \"" + text + "\"");
    }

    private static String hostName(String text) {
        var parsed = HostPort.parse(text);
        if (parsed.port().isPresent()) throw new IllegalArgumentException("expected a host name without a port, found \"" + text + "\"");
        return parsed.host();
    }

    private static <T> Kind<Optional<T>> optional(Function<String, T> reader) {
        return Kind.one(text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text)), value -> value.map(Object::toString).orElse(""));
    }

    private static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Kinds::lower, Function.identity()));
        return Kind.one(text -> {
            var value = names.get(text.toLowerCase(Locale.ROOT));
            if (value != null) return value;
            var expected = Arrays.stream(type.getEnumConstants()).map(Kinds::lower).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("expected one of " + expected + ", found \"" + text + "\"");
        }, Kinds::lower);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
