package bsv.p2p.app.documents;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.metric.Metric;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.app.admin.AdminServer;
import bsv.p2p.app.config.AdminConfig;
import bsv.p2p.app.config.Setting;
import bsv.p2p.app.config.Settings;
import bsv.p2p.app.logging.LogComponents;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;

/// Whether docs/observability.md says what the code does.
class ObservabilityDocumentTest {
    private static final Document PAGE = Document.named("observability.md");
    private static final Endpoint HERE = Endpoint.parse("10.9.9.9:18444");

    private static String span(List<String> row, int column) {
        return Document.spans(row.get(column)).getFirst();
    }

    /// From these words on.
    private static String paragraph(String begin) {
        var rest = PAGE.prose().substring(PAGE.prose().indexOf(begin));
        return rest.substring(0, rest.indexOf("\n\n")).replace('\n', ' ');
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).results().map(match -> match.group(1)).distinct().toList();
    }

    /// A node to which everything happened that is counted, so that every label is there.
    private static PeerManager eventfulNode(VirtualNetwork network) {
        var config = ManagerConfig.of(Network.REGTEST);
        var store = new PlainPeerStore();
        var manager = PeerManager.builder(config.withDiscovery(config.discovery().withStrategies(List.of())).withLimits(ConnectionLimits.of(2, 10))
                        .withListener(config.listener().withEnabled(true).withAddresses(List.of(HERE))))
                .transport(network.transport(HERE.ip())).store(store).environment(network.clock(), new Random(1), network.blocking()).build();
        for (var address : List.of("10.1.1.1:18444", "10.1.1.2:18444")) {
            store.create(Peer.discovered(UUID.nameUUIDFromBytes(address.getBytes(US_ASCII)), Endpoint.parse(address), "test", network.clock().instant()));
        }
        new ScriptedPeer(network, Endpoint.parse("10.1.1.1:18444")).listen();
        manager.start();
        network.run(Duration.ofSeconds(1));
        manager.ban(Cidr.parse("10.7.0.1"), new BanReason.Manual("test"), Optional.empty());
        new ScriptedPeer(network, Endpoint.parse("10.7.0.1:5")).dial(HERE);
        network.run(Duration.ofSeconds(1));
        return manager;
    }

    private static List<String> row(Metric metric, String inPrometheus) {
        var labels = new TreeSet<String>();
        metric.points().forEach(point -> labels.addAll(point.labels().keySet()));
        return List.of("`" + metric.name() + "`", metric.kind().name().toLowerCase(Locale.ROOT), "`" + metric.unit() + "`",
                String.join(", ", labels.stream().map(label -> "`" + label + "`").toList()), "`" + inPrometheus + "`", metric.description());
    }

    @Test
    void metricsAreThoseOfTheCode() throws Exception {
        var network = new VirtualNetwork(Duration.ofMillis(20));
        var manager = eventfulNode(network);
        var metrics = manager.metrics();
        var exposed = exposed(manager);
        assertThat(exposed).hasSameSizeAs(metrics);
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < metrics.size(); i++) rows.add(row(metrics.get(i), exposed.get(i)));
        network.runWhile(manager::shutdown);

        assertThat(PAGE.rows("metric")).isEqualTo(rows);
        assertThat(metrics).noneMatch(metric -> metric.points().isEmpty());
    }

    /// Names in `/metrics`, in their order.
    private static List<String> exposed(PeerManager manager) throws IOException, InterruptedException {
        try (var server = AdminServer.start(new AdminConfig("127.0.0.1", Endpoint.parse("127.0.0.1:0"), Optional.empty()), manager, "1");
                var client = HttpClient.newHttpClient()) {
            var body = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(server.local().port()))).build(), HttpResponse.BodyHandlers.ofString()).body();
            return found("# TYPE (p2p_\\w+) ", body).stream().filter(name -> !name.equals("p2p_info")).toList();
        }
    }

    @Test
    void whatToBeWokenForIsAmongThem() {
        var names = new TreeSet<>(PAGE.rows("metric").stream().map(row -> span(row, 4)).toList());
        assertThat(PAGE.rows("when").stream().flatMap(row -> row.stream()).flatMap(cell -> found("(p2p_\\w+)", cell).stream())).isNotEmpty().allMatch(names::contains);
    }

    @Test
    void logFieldsAreThoseOfTheCode() {
        var said = PAGE.rows("field").stream().flatMap(row -> Document.spans(row.getFirst()).stream()).toList();
        var written = new TreeSet<String>();
        Sources.folders().filter(folder -> folder.getFileName().toString().matches("p2p-(?!bench).*")).map(folder -> folder.resolve("src/main/java"))
                .filter(Files::isDirectory).flatMap(Sources::javaFiles)
                .map(file -> Sources.text(file).replaceAll("(?m)^ *///.*$", "")).forEach(text -> written.addAll(found("addKeyValue\\(\"(\\w+)\"", text)));
        assertThat(said).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void factsHaveTheLevelsOfTheCode() {
        var source = Sources.of("EventLog");
        var levels = new HashMap<String, String>();
        String pending = "";
        for (var line : source.substring(source.indexOf("private static Level level(")).lines().toList()) {
            pending += line;
            var level = found("-> Level\\.(\\w+);", line);
            if (level.isEmpty()) continue;
            for (var fact : found("ControlEvent\\.(\\w+) _", pending)) levels.put(fact, level.getFirst().toLowerCase(Locale.ROOT));
            pending = "";
        }
        var said = new HashMap<String, String>();
        for (var row : PAGE.rows("level")) Document.spans(row.get(2)).forEach(fact -> said.put(fact, row.getFirst()));
        assertThat(said).isEqualTo(levels);
        assertThat(levels.keySet()).containsExactlyInAnyOrderElementsOf(Stream.of(ControlEvent.class.getDeclaredClasses()).filter(Class::isRecord).map(Class::getSimpleName).toList());
    }

    @Test
    void componentsHaveTheLoggersOfTheCode() {
        var said = new TreeMap<String, List<String>>();
        for (var row : PAGE.rows("component")) said.put(span(row, 0), Document.spans(row.get(1)));
        var known = new TreeMap<String, List<String>>();
        LogComponents.names().forEach(name -> known.put(name, LogComponents.loggersOf(name)));
        assertThat(said).isEqualTo(known);
    }

    @Test
    void spansAndTheirEventsAreThoseOfTheCode() {
        var source = Sources.of("ConnectionSpan") + Sources.of("ConnectionSpans");
        assertThat(PAGE.rows("span").stream().map(row -> span(row, 0))).containsExactlyInAnyOrderElementsOf(found("(?:spanBuilder|child)\\(\"(\\w+)\"", source));
        var keys = found("AttributeKey\\.\\w+Key\\(\"(\\w+)\"\\)", source);
        var paragraph = paragraph("Events of a connection's span: ");
        var events = found("(?:event\\(|event\\(failure\\.isPresent\\(\\) \\? \"failed\" : )\"(\\w+)\"", source);
        assertThat(Document.spans(paragraph.replaceAll("\\([^)]*\\)", ""))).containsExactlyInAnyOrderElementsOf(Stream.concat(events.stream(), Stream.of("failed")).toList());
        var attributes = Stream.concat(PAGE.rows("span").stream().flatMap(row -> Document.spans(row.get(2)).stream()),
                found("\\(([^)]*)\\)", paragraph).stream().flatMap(list -> Document.spans(list).stream())).distinct();
        assertThat(attributes).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void resourceAttributesAreThoseOfTheCode() {
        assertThat(Document.spans(paragraph("Resource attributes: "))).isEqualTo(found("\\.put\\(\"([\\w.]+)\"", Sources.of("Pipeline")));
    }

    @Test
    void settingsOfTelemetryAreThoseOfTheCode() {
        var rows = PAGE.rows("setting").stream().map(row -> span(row, 0) + "=" + span(row, 1)).toList();
        var own = Settings.ALL.stream().filter(setting -> setting.name().startsWith("telemetry") || setting.name().equals("serviceName")).map(setting -> setting.name() + "=" + variable(setting));
        var parts = found("settings\\.\\w+\\(\"(\\w+)\"", Sources.of("PipelineSettings")).stream().map(name -> "extension.otel." + name + "=P2P_EXTENSION_OTEL_" + name.toUpperCase(Locale.ROOT));
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Stream.concat(own, parts).toList());
    }

    private static String variable(Setting<?> setting) {
        return setting.variable();
    }

    @Test
    void eventsOfTheFlightRecorderAreThoseOfTheCode() {
        Map<String, Collection<String>> known = new TreeMap<>();
        Sources.javaFiles(Document.ROOT.resolve("p2p-manager/src/main/java/bsv/p2p/manager/jfr")).map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> name.endsWith("Event")).map(ObservabilityDocumentTest::recorded).filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .forEach(type -> known.put(name(type), fields(type)));
        Map<String, Collection<String>> said = new TreeMap<>();
        for (var row : PAGE.rows("event")) said.put(span(row, 0), Document.spans(row.get(2)));
        assertThat(said).isEqualTo(known).hasSize(6);
    }

    private static Class<?> recorded(String name) {
        try {
            return Class.forName("bsv.p2p.manager.jfr." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Class<?> type) {
        Annotation[] all = type.getAnnotationsByType(Name.class);
        return ((Name) all[0]).value();
    }

    /// Those that all have come first.
    private static List<String> fields(Class<?> type) {
        if (type.equals(Event.class)) return List.of();
        var fields = new ArrayList<>(fields(type.getSuperclass()));
        Stream.of(type.getDeclaredFields()).filter(field -> !field.isSynthetic() && !Modifier.isStatic(field.getModifiers())).map(Field::getName).forEach(fields::add);
        return fields;
    }
}
