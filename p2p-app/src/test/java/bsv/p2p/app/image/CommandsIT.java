package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import bsv.p2p.app.plugins.PluginJars;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands as processes of the image: exit codes, signals, pipes, plugins in modules.
class CommandsIT {
    private static final String[] NODE = {"run", "--network", "regtest", "--discovery", "none", "--listen", "127.0.0.1:0"};
    /// A store that takes its time to close, and says when it begins to.
    private static final String SLOW_STORE = """
            package slow;
            import bsv.p2p.api.spi.PeerStore;
            import bsv.p2p.api.spi.PeerStoreProvider;
            import java.lang.reflect.Proxy;
            import java.util.List;
            import java.util.Map;
            import java.util.Optional;
            import java.util.stream.Stream;
            public final class SlowStoreProvider implements PeerStoreProvider {
                public String name() { return "slow"; }
                public PeerStore open(Map<String, String> settings) {
                    return (PeerStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {PeerStore.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            System.err.println("closing slowly");
                            Thread.sleep(Long.parseLong(settings.get("millis"))); // finished as it is: this store stands for a slow one, that is what the test is about
                        }
                        var type = method.getReturnType();
                        if (type == Stream.class) return Stream.empty();
                        if (type == List.class) return List.of();
                        if (type == Optional.class) return Optional.empty();
                        if (type == boolean.class) return false;
                        if (type == long.class) return 0L;
                        return type == int.class ? 0 : null;
                    });
                }
            }
            """;

    /// The bit of SIGINT in a set of signals.
    private static final long INTERRUPT = 1 << 1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalStopsANodeInGoodOrder(String signal) throws Exception {
        assumeFalse(signal.equals("INT") && interruptsAreIgnored(), "this build was started in the background of a shell, which has interrupts ignored");
        try (var node = RunningImage.start(folder, NODE)) {
            node.awaitOut("phase=RUNNING");
            node.signal(signal);

            node.awaitOut("phase=STOPPED");
            assertThat(node.exitCode()).isZero();
        }
    }

    /// By this process and all that it starts. Linux tells; elsewhere it is not known.
    private static boolean interruptsAreIgnored() {
        if (!Files.exists(Path.of("/proc/self/status"))) return false;
        return (Long.parseUnsignedLong(ProcessStatus.field(ProcessHandle.current().pid(), "SigIgn"), 16) & INTERRUPT) != 0;
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        slowStore("slow");
        try (var node = RunningImage.start(folder, with(NODE, "--plugins", folder.resolve("plugins").toString(), "--store", "slow",
                "--set", "store.slow.millis=300000", "--set", "shutdownTimeout=10m"))) {
            node.awaitOut("phase=RUNNING");
            node.signal("TERM");
            node.awaitErr("closing slowly");
            node.signal("TERM");

            assertThat(node.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aSignalEndsACommandThatHasNothingToPutInOrder() throws Exception {
        try (var decode = RunningImage.start(folder, "decode", fifo().toString())) {
            decode.signal("TERM");

            assertThat(decode.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void aNodeWithoutAReaderStopsQuietly() {
        var script = "p2p=$1; shift; \"$p2p\" run --network regtest --discovery none --store memory --listen 127.0.0.1:0 \"$@\" | head -n 1; exit ${PIPESTATUS[0]}";
        var outcome = Program.run(Map.of(), Path.of("bash"), "-c", script, "bash", LinkedImage.SCRIPT.toString(),
                "--log-level", "error", "--set", "addnode=127.0.0.1:1", "--set", "initialBackoff=50ms", "--set", "maxBackoff=50ms");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).hasLineCount(1);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void twoNodesOfTheImageMeet() throws Exception {
        try (var listener = RunningImage.start(folder, NODE)) {
            var address = listener.awaitOut("ListenerBound").split(" ", -1)[2];
            var ping = LinkedImage.p2p("ping", address, "--network", "regtest", "--count", "2", "--interval", "10ms", "--timeout", "30s");

            assertThat(ping.err()).isEmpty();
            assertThat(ping.exitCode()).isZero();
            assertThat(ping.out()).contains("2 pings, 2 pongs, 0% loss");
            listener.awaitOut("ConnectionLost");
        }
    }

    @Test
    void wrongUsageAndWrongConfigurationHaveNoStackTrace() {
        for (var arguments : List.of(List.of("run", "--netwrok", "regtest"), List.of("run", "--set", "pingInterval=5", "--target", "x"), List.of("run", "--store", "nostore"))) {
            var outcome = LinkedImage.p2p(arguments.toArray(String[]::new));

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).startsWith("p2p: ").doesNotContain("\tat ", "Exception");
        }
    }

    private void slowStore(String plugin) {
        jars().make(folder.resolve("plugins").resolve(plugin).resolve("slow.jar"),
                Map.of("slow/SlowStoreProvider.java", SLOW_STORE,
                        "module-info.java", "module slow { requires bsv.p2p.api; provides bsv.p2p.api.spi.PeerStoreProvider with slow.SlowStoreProvider; }"),
                Map.of(), new Attributes());
    }

    private PluginJars jars() {
        try {
            var api = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).filter(entry -> entry.contains("p2p-api")).findFirst().orElseThrow();
            return new PluginJars(Files.createDirectories(folder.resolve("work")), List.of("-p", api, "--module-version", "7.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fifo() throws IOException, InterruptedException {
        var fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        return fifo;
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }
}
