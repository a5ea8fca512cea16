package bsv.p2p.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionCommand;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.metric.Metric;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.config.Setting;
import bsv.p2p.app.config.Settings;
import bsv.p2p.testkit.PlainPeerStore;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whether docs/design-map.md names only what there is, and all of it.
class DesignMapTest {
    private static final Document MAP = Document.named("design-map.md");
    private static final List<List<String>> ROWS = MAP.rows("design");

    /// Of what is there.
    private static Stream<String> names(int column) {
        return ROWS.stream().filter(row -> !isMissing(row)).flatMap(row -> Document.spans(row.get(column)).stream());
    }

    private static boolean isMissing(List<String> row) {
        return MAP.text().indexOf(String.join(" | ", row)) > MAP.text().indexOf("\n## Not there\n");
    }

    @Test
    void everyRowHasThreeCells() {
        assertThat(ROWS).hasSizeGreaterThan(200).allSatisfy(row -> assertThat(row).hasSize(3).doesNotContain(""));
    }

    @Test
    void everyNameOnThePageIsInTheSources() {
        assertThat(Document.spans(MAP.prose()).stream().filter(Sources::isName).distinct().flatMap(name -> Sources.problems(name).stream())).isEmpty();
    }

    @Test
    void everyItemIsShownByATest() {
        var present = ROWS.stream().filter(row -> !isMissing(row)).toList();
        assertThat(present).allSatisfy(row -> assertThat(Document.spans(row.get(2))).as("%s", row).isNotEmpty());
        assertThat(present.stream().flatMap(row -> Document.spans(row.get(2)).stream()).distinct().flatMap(name -> Sources.problemsOfTest(name).stream())).isEmpty();
    }

    @Test
    void everyMethodOfTheManagerAndOfAStoreIsThere() {
        assertThat(names(1)).containsAll(methods(PeerManager.class)).containsAll(methods(PeerStore.class));
    }

    private static List<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).filter(method -> !method.isSynthetic()).map(Method::getName).distinct().map(name -> type.getSimpleName() + "#" + name).toList();
    }

    @Test
    void everyEventFailureReasonAndCommandIsThere() {
        for (var type : List.of(ControlEvent.class, PeerFailure.class, BanReason.class, ConnectionCommand.class)) {
            assertThat(names(1)).containsAll(Stream.of(type.getDeclaredClasses()).filter(Class::isRecord).map(one -> type.getSimpleName() + "." + one.getSimpleName()).toList());
        }
    }

    @Test
    void everyExceptionIsThere() {
        var exceptions = Sources.javaFiles(Document.ROOT.resolve("p2p-api/src/main/java/bsv/p2p/api/error")).map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> Sources.of(name).contains(" extends ")).toList();
        assertThat(exceptions).contains(P2pException.class.getSimpleName()).hasSizeGreaterThan(10);
        assertThat(names(1)).containsAll(exceptions);
    }

    @Test
    void everyStateAndStatusIsThere() {
        var designed = ROWS.stream().map(List::getFirst).toList();
        assertThat(designed).containsAll(Stream.of(ConnectionState.values()).map(Enum::name).toList());
        assertThat(designed).anySatisfy(item -> assertThat(item).contains(Stream.of(PeerStatus.values()).map(Enum::name).toList()));
    }

    @Test
    void everySettingIsThere() {
        assertThat(names(0)).containsAll(Settings.ALL.stream().map(Setting::name).toList());
    }

    @Test
    void everyMetricIsThere() {
        try (var manager = PeerManager.builder(ManagerConfig.DEFAULT).store(new PlainPeerStore()).build()) {
            assertThat(names(1)).containsAll(manager.metrics().stream().map(Metric::name).toList());
        }
    }

    @Test
    void everyIssueOfTheDesignIsThere() {
        var numbered = ROWS.stream().map(List::getFirst).filter(item -> item.matches("\\d+ .*")).map(item -> Integer.parseInt(item.substring(0, item.indexOf(' ')))).toList();
        assertThat(numbered).containsExactlyElementsOf(IntStream.rangeClosed(1, 16).boxed().toList());
    }
}
