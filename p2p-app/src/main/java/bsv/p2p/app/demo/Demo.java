package bsv.p2p.app.demo;

import bsv.p2p.api.spi.Plugins;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// One run of the demo: starts the network, then the node under show, follows the script, and tells what happens on the way.
public final class Demo {
    private static final Duration TICK = Duration.ofMillis(250);

    private final DemoOptions options;
    private final DemoScreen screen;
    private final Plugins plugins;
    private final InstantSource clock = InstantSource.system();
    private final Random random;
    private final StopWish stop;

    /// @param plugins where engine, transport, store and discovery come from
    public Demo(DemoOptions options, DemoScreen screen, Plugins plugins, StopWish stop) {
        this.options = options;
        this.screen = screen;
        this.plugins = plugins;
        this.stop = stop;
        random = new Random(options.randomSeed());
    }

    /// Runs until the time is over or the wish to stop comes, and gives back everything it took.
    ///
    /// @throws IOException if loopback addresses or ports cannot be had
    public DemoSummary run() throws IOException, InterruptedException {
        try (var network = DemoNetwork.open(options.peers(), plugins, new Random(random.nextLong()));
             var shown = new ShownNode(network, options.target(), screen, clock);
             var traffic = new DemoTraffic(network.miner(), () -> relays(network, shown), new Random(random.nextLong()), clock)) {
            var sabotage = new Sabotage(network, shown, screen, new Random(random.nextLong()));
            if (startNetwork(network)) {
                traffic.start();
                shown.start();
                watch(shown, sabotage);
            }
            return shown.summary(options.peers(), sabotage);
        }
    }

    /// Starts the nodes one after the other, so that each finds some that are there.
    ///
    /// @return whether all are up; not so if the run was stopped
    private boolean startNetwork(DemoNetwork network) throws InterruptedException {
        long begin = System.nanoTime();
        int up = 0;
        for (var node : network.nodes()) {
            if (stop.await(Duration.ZERO)) return false;
            node.start();
            screen.happened(new DemoEvent.NetworkStarting(++up, options.peers()));
            screen.paint(DemoState.starting(clock.instant(), length(), options.target(), options.peers(), up));
        }
        screen.happened(new DemoEvent.NetworkStarted(up, network.port(), network.dnsServer(), Duration.ofNanos(System.nanoTime() - begin)));
        return true;
    }

    private void watch(ShownNode shown, Sabotage sabotage) throws InterruptedException {
        var script = Optional.<DemoScript>empty();
        while (!stop.await(TICK)) {
            if (!options.isEndless() && shown.elapsed().compareTo(options.length()) >= 0) return;
            if (script.isEmpty() && shown.reachedTarget()) script = Optional.of(options.script(shown.elapsed()));
            script.flatMap(begun -> begun.due(shown.elapsed())).ifPresent(action -> sabotage.perform(action, options.victims()));
            screen.paint(shown.state(length()));
        }
    }

    private static List<DemoRelay> relays(DemoNetwork network, ShownNode shown) {
        return Stream.concat(Stream.of(shown.relay()), network.nodesUp().stream().map(DemoNode::relay)).toList();
    }

    private Optional<Duration> length() {
        return options.isEndless() ? Optional.empty() : Optional.of(options.length());
    }
}
