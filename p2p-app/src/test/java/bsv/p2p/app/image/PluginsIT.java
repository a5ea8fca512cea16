package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.image.Program.Outcome;
import bsv.p2p.app.plugins.PluginJars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plugin folders of the image, and of a JVM of one's own on its module path and its class path: the same folders, the same outcome.
class PluginsIT {
    private static final String SERVICE = "META-INF/services/bsv.p2p.api.spi.PeerStoreProvider";
    /// A network in memory, with one good peer on it, that runs with the time of day.
    private static final String VIRTUAL_TRANSPORT = """
            package virtual;
            import bsv.p2p.api.peer.Endpoint;
            import bsv.p2p.api.peer.IpAddress;
            import bsv.p2p.api.spi.Transport;
            import bsv.p2p.api.spi.TransportProvider;
            import bsv.p2p.testkit.ScriptedPeer;
            import bsv.p2p.testkit.VirtualNetwork;
            import java.time.Duration;
            import java.util.Map;
            import java.util.concurrent.locks.LockSupport;
            public final class Provider implements TransportProvider {
                public String name() { return "virtual"; }
                public Transport open(Map<String, String> settings) {
                    var network = new VirtualNetwork(Duration.ofMillis(Long.parseLong(settings.get("latency"))));
                    new ScriptedPeer(network, Endpoint.parse("10.0.0.1:18444")).called("/Bitcoin SV:virtual/").listen();
                    Thread.ofPlatform().daemon().start(() -> {
                        while (true) {
                            network.run(Duration.ofMillis(1));
                            LockSupport.parkNanos(1_000_000);
                        }
                    });
                    return network.transport(IpAddress.parse("10.9.9.9"));
                }
            }
            """;

    @TempDir
    Path folder;

    private Path plugins;

    /// How `p2p` is started.
    enum Way {
        IMAGE, MODULE_PATH, CLASS_PATH;

        List<String> program() {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var native_ = "--enable-native-access=" + (this == MODULE_PATH ? "io.netty.common,bsv.p2p.app" : "ALL-UNNAMED");
            return switch (this) {
                case IMAGE -> List.of(LinkedImage.SCRIPT.toString());
                case MODULE_PATH -> List.of(java, native_, "-p", System.getProperty("p2p.module.path"), "-m", "bsv.p2p.app/bsv.p2p.app.cli.Main");
                case CLASS_PATH -> List.of(java, native_, "-cp", System.getProperty("p2p.module.path"), "bsv.p2p.app.cli.Main");
            };
        }
    }

    @BeforeEach
    void begin() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfJarIsLoadedAndWhatIsBrokenIsLeftOut(Way way) throws IOException {
        // Named, with a library of its own; another with the same package.
        for (var name : List.of("named", "second")) {
            var library = plugins.resolve(name + "/library.jar");
            jars().make(library, Map.of("module-info.java", "module library { exports library; }", "library/Library.java",
                    "package library; public class Library { public static String text() { return \"%s\"; } }".formatted(name)), Map.of(), new Attributes());
            jars(library).make(plugins.resolve(name + "/plugin.jar"), Map.of("same/Provider.java", PluginJars.store("same", name, "if (!library.Library.text().equals(\"%s\")) throw new IllegalStateException();".formatted(name)),
                    "module-info.java", "module plugin { requires bsv.p2p.api; requires library; provides bsv.p2p.api.spi.PeerStoreProvider with same.Provider; }"), Map.of(), new Attributes());
        }
        // Automatic, plain.
        store("automatic", manifest("Automatic-Module-Name", "auto.matic"), "automatic", "");
        store("plain", new Attributes(), "plain", "");
        Files.move(plugins.resolve("plain/plugin.jar"), plugins.resolve("plain/0-1.jar"));
        // Broken.
        store("twin-a", new Attributes(), "twin", "");
        store("twin-b", new Attributes(), "twin", "");
        store("usurper", new Attributes(), "json", "");
        store("throwing", new Attributes(), "throwing", "throw new IllegalStateException(\"broken at birth\");");
        store("foreign", manifest("P2P-Api-Version", "7.0"), "foreign", "");
        Files.createDirectories(plugins.resolve("garbage"));
        Files.writeString(plugins.resolve("garbage/a.jar"), "no jar");
        var lost = folder.resolve("lost.jar");
        jars().make(lost, Map.of("module-info.java", "module lost { }"), Map.of(), new Attributes());
        jars(lost).make(plugins.resolve("needy/needy.jar"), Map.of("module-info.java", "module needy { requires lost; }"), Map.of(), new Attributes());
        Files.createDirectories(plugins.resolve("linked"));
        Files.createSymbolicLink(plugins.resolve("linked/x.jar"), lost);

        var outcome = run(way, "plugins", "--plugins", plugins.toString());
        Files.delete(plugins.resolve("linked/x.jar"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        var real = plugins.toRealPath();
        assertThat(outcome.out().lines()).anyMatch(line -> line.matches("KIND +NAME +MODULE +VERSION +ORIGIN +STATE"))
                .anyMatch(line -> line.matches("engine +default +bsv\\.p2p\\.manager\\S* +\\d\\S+ +.* ok"))
                .anyMatch(line -> line.matches("store +named +(plugin|same.Provider) +\\S+ +" + real + "/named +ok"))
                .anyMatch(line -> line.matches("store +second +(plugin|same.Provider) +\\S+ +" + real + "/second +ok"))
                .anyMatch(line -> line.matches("store +automatic +auto.matic +1.2 +" + real + "/automatic +ok"))
                .anyMatch(line -> line.matches("store +plain +plain.Provider +1.2 +" + real + "/plain +ok"))
                .anyMatch(line -> line.matches("store +json +\\S+ +\\S+ +\\S+( path)? +ok"))
                .anyMatch(line -> line.matches("store .*left out: .*twin_a.Provider: more than one is called \"twin\""))
                .anyMatch(line -> line.matches("store .*left out: usurper.Provider: is called \"json\", as one of this program is"))
                .anyMatch(line -> line.matches("store .*left out: .*throwing.Provider.*"))
                .anyMatch(line -> line.matches("- +foreign .*/foreign +left out: .*version 7.0.*"))
                .anyMatch(line -> line.matches("- +garbage .*/garbage +left out: .*"))
                .anyMatch(line -> line.matches("- +needy .*/needy +left out: .*lost.*"))
                .anyMatch(line -> line.matches("- +linked .*/linked +left out: .*link.*"))
                .hasSize(1 + 1 + 1 + 3 + 4 + 3 + extensions(outcome) + 4 + 4);
    }

    /// Those of this program, which may become more.
    private static int extensions(Outcome outcome) {
        return (int) outcome.out().lines().filter(line -> line.startsWith("extension ")).count();
    }

    @ParameterizedTest
    @EnumSource
    void theTransportIsAPartLikeAnyOther(Way way) throws Exception {
        var testkit = Stream.of("p2p-testkit", "junit-jupiter-api", "junit-platform-commons", "opentest4j").map(PluginsIT::onTheClassPath).toList();
        Files.createDirectories(plugins.resolve("virtual"));
        for (var jar : testkit) Files.copy(jar, plugins.resolve("virtual").resolve(jar.getFileName()));
        // For the compiler; the first is this program's at run time, of the others only annotations are used.
        var known = Stream.concat(testkit.stream(), Stream.of("slf4j-api", "jspecify", "apiguardian-api").map(PluginsIT::onTheClassPath)).toArray(Path[]::new);
        jars(known).make(plugins.resolve("virtual/virtual.jar"), Map.of("virtual/Provider.java", VIRTUAL_TRANSPORT,
                "module-info.java", "module virtual { requires bsv.p2p.testkit; provides bsv.p2p.api.spi.TransportProvider with virtual.Provider; }"), Map.of(), new Attributes());

        try (var node = RunningImage.start(folder, way.program(), "run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--plugins", plugins.toString(),
                "--set", "transport=virtual", "--set", "transport.virtual.latency=5", "--connect", "10.0.0.1:18444")) {
            assertThat(node.awaitOut("HandshakeComplete")).contains("10.0.0.1:18444").contains("user_agent=\"/Bitcoin SV:virtual/\"");
            node.awaitOut("ConnectionEstablished");
            node.signal("TERM");

            node.awaitOut("phase=STOPPED");
            assertThat(node.exitCode()).isZero();
        }
    }

    private static Outcome run(Way way, String... arguments) {
        var command = new ArrayList<>(way.program());
        command.addAll(List.of(arguments));
        return Program.run(Map.of(), Path.of(command.getFirst()), command.subList(1, command.size()).toArray(String[]::new));
    }

    private void store(String plugin, Attributes manifest, String name, String constructor) throws IOException {
        var pack = plugin.replace('-', '_');
        manifest.putValue("Implementation-Version", "1.2");
        jars().make(plugins.resolve(plugin + "/plugin.jar"), Map.of(pack + "/Provider.java", PluginJars.store(pack, name, constructor)), Map.of(SERVICE, pack + ".Provider\n"), manifest);
    }

    private static Attributes manifest(String key, String value) {
        var manifest = new Attributes();
        manifest.putValue(key, value);
        return manifest;
    }

    /// A compiler that sees the API, and these.
    private PluginJars jars(Path... more) throws IOException {
        var path = String.join(File.pathSeparator, Stream.concat(Stream.of(onTheClassPath("p2p-api")), Arrays.stream(more)).map(Path::toString).toList());
        return new PluginJars(Files.createDirectories(folder.resolve("work")), List.of("-p", path, "-cp", path));
    }

    private static Path onTheClassPath(String jar) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).map(Path::of)
                .filter(entry -> entry.getFileName().toString().startsWith(jar + "-") && entry.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
}
