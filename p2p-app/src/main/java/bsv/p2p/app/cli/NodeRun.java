package bsv.p2p.app.cli;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ObservabilityConfig;
import bsv.p2p.api.error.ListenerBindFailed;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.app.admin.AdminServer;
import bsv.p2p.app.config.EventFormat;
import bsv.p2p.app.config.NodeConfig;
import bsv.p2p.app.logging.LogFormat;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.app.node.Directions;
import bsv.p2p.app.node.Nodes;
import bsv.p2p.app.output.Escaped;
import bsv.p2p.app.output.EventLines;
import bsv.p2p.app.output.LineOutput;
import bsv.p2p.app.plugins.PluginFolders;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/// Runs a node and prints its events, until it is told to stop.
final class NodeRun {
    private static final Logger LOG = LoggerFactory.getLogger(NodeRun.class);
    /// How long the last lines may take after the node has stopped.
    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    /// When plugins are looked at: the first peers shake hands before that.
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Console console;
    private final NodeConfig config;
    private final PluginFolders folders;
    private final PeerManager node;
    private final Directions directions;
    private final List<CountDownLatch> ends = new ArrayList<>();

    private NodeRun(Console console, NodeConfig config, PluginFolders folders, PeerManager node) {
        this.console = console;
        this.config = config;
        this.folders = folders;
        this.node = node;
        this.directions = new Directions(node);
    }

    /// Which messages are wanted beside the control events.
    ///
    /// @param keepAlive whether ping and pong are among them
    /// @param limit how many messages end the run; 0 for no limit
    record Messages(Predicate<BitcoinMessageEvent> wanted, boolean keepAlive, long limit) {}

    /// What to print, and for how long.
    record Plan(EventFormat format, List<Messages> messages, Duration most) {
        static Plan controlEvents(EventFormat format) {
            return new Plan(format, List.of(), FOR_EVER);
        }
    }

    /// Runs a node of this configuration to its end.
    ///
    /// @return the exit code
    static int run(Console console, NodeConfig config, PluginFolders folders, Plan plan) throws InterruptedException {
        console.stop().obey();
        levels(config.manager().observability());
        // On a terminal every fact would be seen twice.
        Logs.facts(!console.interactive() || plan.format() == EventFormat.NONE || config.logFile().isPresent());
        if (!logsGoWhereTheyShould(console, config)) return ExitCode.SOFTWARE;
        return new NodeRun(console, config, folders, Nodes.of(config, folders.plugins())).run(plan);
    }

    private static void levels(ObservabilityConfig config) {
        Logs.levels(config.logLevel(), config.logLevels());
    }

    private static boolean logsGoWhereTheyShould(Console console, NodeConfig config) {
        try {
            if (config.logFile().isPresent()) Logs.toFile(config.logFile().get(), config.logFormat());
            else if (config.logFormat() != LogFormat.TEXT) Logs.toStandardError(config.logFormat());
            return true;
        } catch (IOException failed) {
            console.err().println("p2p: the log file cannot be written: " + failed);
            return false;
        }
    }

    /// The last to end: whoever watches sees the node stop.
    private Closing admin() {
        if (config.admin().isEmpty()) return () -> {};
        try {
            return AdminServer.start(config.admin().get(), node, Version.number())::close;
        } catch (IOException failed) {
            throw new ListenerBindFailed("the admin interface cannot listen on " + config.admin().get() + ": " + failed.getMessage());
        }
    }

    @FunctionalInterface
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private int run(Plan plan) throws InterruptedException {
        try (var _ = admin(); node) {
            print(plan);
            LOG.atInfo().addKeyValue("version", Version.number()).addKeyValue("network", config.manager().network())
                    .addKeyValue("store", config.manager().store().name()).addKeyValue("mode", node.mode()).log("starting");
            node.start();
            CompletableFuture.delayedExecutor(AFTERWARDS.toMillis(), TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().name("p2p-plugins").start(task)).execute(this::lookAfterPlugins);
            console.stop().await(plan.most());
            LOG.atInfo().log("stopping");
        }
        long deadline = System.nanoTime() + LAST_LINES.toNanos();
        for (var end : ends) if (!end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) break;
        return ExitCode.OK;
    }

    /// The node does not wait for plugins that it does not use, nor do its first peers.
    private void lookAfterPlugins() {
        Logs.takeInOthers();
        for (var broken : folders.broken()) {
            LOG.atWarn().addKeyValue("path", broken.folder()).addKeyValue("error", new Escaped(broken.problem().orElse(""))).log("plugin left out");
        }
    }

    private void print(Plan plan) {
        var out = new LineOutput(console.out(), console.stop()::want);
        var clock = InstantSource.system();
        var lines = plan.format() == EventFormat.JSON
                ? EventLines.json(clock, directions::inbound) : EventLines.text(clock, ZoneId.systemDefault(), directions::inbound);
        boolean silent = plan.format() == EventFormat.NONE;
        node.subscribeControlEvents(new Printer<ControlEvent>(out, lines) {
            @Override
            public void onEvent(ControlEvent event) {
                directions.learn(event);
                if (event instanceof ControlEvent.ConfigUpdated(var updated)) levels(updated.observability());
                if (!silent) out.print(lines.line(event));
            }
        }, SubscriptionOptions.DEFAULT.withName("control-lines"));
        plan.messages().forEach(messages -> node.subscribeBitcoinMessages(new Printer<BitcoinMessageEvent>(out, lines) {
            private long printed;

            @Override
            public void onEvent(BitcoinMessageEvent event) {
                if (!messages.wanted().test(event) || (messages.limit() > 0 && printed >= messages.limit())) return;
                out.print(lines.line(event));
                if (++printed == messages.limit()) console.stop().want();
            }
        }, SubscriptionOptions.DEFAULT.withName("message-lines").withKeepAlive(messages.keepAlive())));
    }

    /// A subscriber that says when it is too slow, and when it has printed all.
    private abstract class Printer<E> implements EventListener<E> {
        private final LineOutput out;
        private final EventLines lines;
        private final CountDownLatch end = new CountDownLatch(1);

        private Printer(LineOutput out, EventLines lines) {
            this.out = out;
            this.lines = lines;
            ends.add(end);
        }

        @Override
        public void onLagged(long missed) {
            out.print(lines.lagged(missed));
        }

        @Override
        public void onEnd() {
            end.countDown();
        }
    }
}
