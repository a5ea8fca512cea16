package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.app.plugins.PluginJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Whoever changes the configuration of a running node changes its log levels; here an extension does.
class LiveLogLevelsTest {
    private static final String EXTENSION = """
            package louder;
            import bsv.p2p.api.ManagerExtension;
            import bsv.p2p.api.ManagerExtensionProvider;
            import bsv.p2p.api.PeerManager;
            import bsv.p2p.api.config.LogLevel;
            import bsv.p2p.api.config.ManagerConfig;
            import java.util.Map;
            public final class Provider implements ManagerExtensionProvider {
                public String name() { return "louder"; }
                public ManagerExtension open(ManagerConfig config, Map<String, String> settings) {
                    return new ManagerExtension() {
                        public void attach(PeerManager manager) {
                            var now = manager.config();
                            manager.updateConfig(now.withObservability(now.observability().withLogLevel(LogLevel.ERROR).withLogLevels(Map.of("transport", LogLevel.TRACE))));
                        }
                        public void close() {}
                    };
                }
            }
            """;

    @TempDir
    Path home;

    @AfterEach
    void asItWas() {
        Logs.level(LogLevel.INFO);
    }

    @Test
    void levelsFollowTheConfigurationWhileTheNodeRuns() throws Exception {
        new PluginJars(Files.createDirectory(home.resolve("work")), List.of("-cp", System.getProperty("java.class.path"))).make(home.resolve("plugins/louder/louder.jar"),
                Map.of("louder/Provider.java", EXTENSION), Map.of("META-INF/services/bsv.p2p.api.ManagerExtensionProvider", "louder.Provider\n"), new Attributes());
        var node = new Cli(home);
        var running = node.start("run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--target", "0", "--log-level", "warn",
                "--plugins", home.resolve("plugins").toString(), "--set", "extensions=louder");
        node.awaitLine("ConfigUpdated");

        assertThat(LoggerFactory.getLogger("bsv.p2p.transport.NettyLink").isTraceEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("bsv.p2p.manager.Node").isWarnEnabled()).isFalse();
        node.stop.want();
        assertThat(Cli.await(running)).isZero();
    }
}
