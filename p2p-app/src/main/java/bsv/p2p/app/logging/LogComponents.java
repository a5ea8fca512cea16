package bsv.p2p.app.logging;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Parts of the program whose logs may have a level of their own, in the words of people.
public final class LogComponents {
    private static final Map<String, List<String>> LOGGERS = new TreeMap<>(Map.ofEntries(
            Map.entry("app", List.of("bsv.p2p.app")),
            Map.entry("admin", List.of("bsv.p2p.app.admin")),
            Map.entry("codec", List.of("bsv.p2p.codec")),
            Map.entry("connection", List.of("bsv.p2p.manager.connection")),
            Map.entry("discovery", List.of("bsv.p2p.discovery", "bsv.p2p.manager.discovery", "bsv.p2p.manager.DiscoveryRounds")),
            Map.entry("events", List.of(Logs.FACTS)),
            Map.entry("manager", List.of("bsv.p2p.manager")),
            Map.entry("netty", List.of("io.netty")),
            Map.entry("store", List.of("bsv.p2p.store")),
            Map.entry("telemetry", List.of("bsv.p2p.telemetry", "io.opentelemetry")),
            Map.entry("transport", List.of("bsv.p2p.transport"))));

    private LogComponents() {}

    /// As they stand in settings.
    public static List<String> names() {
        return List.copyOf(LOGGERS.keySet());
    }

    /// The loggers of a component, or, if the name has a dot in it, the logger of that name; none for anything else.
    public static List<String> loggersOf(String name) {
        return name.indexOf('.') > 0 ? List.of(name) : LOGGERS.getOrDefault(name, List.of());
    }
}
