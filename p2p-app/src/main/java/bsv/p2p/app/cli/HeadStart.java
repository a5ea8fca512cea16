package bsv.p2p.app.cli;

import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.TransportProvider;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;

/// Has the JVM load and begin what every node needs while the command line is read: that takes as long, and there is mostly a second processor.
final class HeadStart {
    private static final Set<String> NODES = Set.of("run", "monitor", "demo", "ping", "crawl");

    private HeadStart() {}

    /// Returns at once.
    static void of(String... commandLine) {
        if (commandLine.length == 0 || !NODES.contains(commandLine[0])) return;
        Thread.ofPlatform().daemon().name("p2p-head-start").start(HeadStart::begin);
    }

    private static void begin() {
        try (var transport = Plugins.installed().find(TransportProvider.class, "netty").open(Map.of())) {
            transport.nextLoop().execute(() -> {});
            new SecureRandom().nextLong();
        } catch (RuntimeException | LinkageError _) {
            // Who needs it meets the same and says so.
        }
    }
}
