package bsv.p2p.app.scenario;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A node for [SoakIT], with a JSON store. Each tenth of a second its configuration changes, each second it bans an address by hand and says so,
/// each fifth second it tells how it is. It has two subscribers, one of which is slow now and then.
final class SoakNode {
    private static final int PLACES = 250;
    private static final int TARGET = 4;
    private static final Duration BAN = Duration.ofSeconds(30);

    private final PeerManager node;
    private final ManagerConfig config;
    private final Subscriber quick = new Subscriber(0);
    private final Subscriber slow = new Subscriber(50);
    private int number;
    private int changes;

    private SoakNode(String file) {
        var defaults = ManagerConfig.of(Network.REGTEST);
        config = defaults.withLimits(ConnectionLimits.of(TARGET, PLACES).withMaxInboundPerAddress(0))
                .withDiscovery(defaults.discovery().withStrategies(List.of()))
                .withIdentity(defaults.identity().withServices(Services.NETWORK))
                .withBans(defaults.bans().withBanDuration(BAN))
                .withConnection(defaults.connection().withWriteTimeout(Duration.ofSeconds(5)).withHandshakeTimeout(Duration.ofSeconds(5)))
                .withStore(defaults.store().withName("json").withSettings(Map.of("file", file)))
                .withListener(defaults.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1", 0))).withPort(OptionalInt.of(0)));
        node = PeerManager.builder(config).build();
    }

    /// Counts, and sleeps over every so many events.
    private static final class Subscriber implements EventListener<BitcoinMessageEvent> {
        private volatile int restAfter;
        private final AtomicLong heard = new AtomicLong();
        private final AtomicLong missed = new AtomicLong();
        private final CountDownLatch ended = new CountDownLatch(1);

        Subscriber(int restAfter) {
            this.restAfter = restAfter;
        }

        @Override
        public void onEvent(BitcoinMessageEvent event) {
            int rest = restAfter;
            long count = heard.incrementAndGet();
            if (rest == 0 || count % rest != 0) return;
            try {
                Thread.sleep(Duration.ofSeconds(1)); // no wait for anything: a subscriber that is slow, whom the soak must have
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onLagged(long events) {
            missed.addAndGet(events);
        }

        @Override
        public void onEnd() {
            ended.countDown();
        }

        long all() {
            return heard.get() + missed.get();
        }
    }

    /// Takes the file of the store. Ends in good order with its standard input.
    public static void main(String[] arguments) throws Exception {
        new SoakNode(arguments[0]).run();
    }

    private void run() throws Exception {
        node.subscribeBitcoinMessages(quick);
        node.subscribeBitcoinMessages(slow);
        node.start();
        number = node.bans().stream().filter(ban -> ban.reason() instanceof BanReason.Manual).mapToInt(ban -> numberOf(ban.target())).max().orElse(0);
        print("{\"event\":\"Began\",\"number\":%d}".formatted(number));
        print("{\"event\":\"ListenerBound\",\"address\":\"%s\"}".formatted(node.listeners().getFirst()));
        try (var timer = Executors.newScheduledThreadPool(2)) {
            var _ = timer.scheduleWithFixedDelay(this::change, 100, 100, TimeUnit.MILLISECONDS);
            var _ = timer.scheduleWithFixedDelay(this::ban, 1, 1, TimeUnit.SECONDS);
            var _ = timer.scheduleWithFixedDelay(this::tell, 5, 5, TimeUnit.SECONDS);
            while (System.in.read() >= 0) {}
            timer.shutdownNow();
        }
        slow.restAfter = 0; // so that it is through with what waits in time
        node.shutdown();
        quick.ended.await();
        slow.ended.await();
        print("{\"event\":\"Ended\",\"quick\":%d,\"slow\":%d,\"missed\":%d}".formatted(quick.all(), slow.all(), slow.missed.get()));
        System.exit(0);
    }

    /// Intervals, timeouts, the target and the places.
    private void change() {
        changes++;
        var connection = config.connection().withPingInterval(Duration.ofSeconds(10 + changes % 7)).withPingTimeout(Duration.ofSeconds(20 + changes % 5));
        node.updateConfig(config.withConnection(connection).withLimits(ConnectionLimits.of(TARGET + changes / 100 % 2, PLACES + changes % 3).withMaxInboundPerAddress(0)));
    }

    /// Acknowledged with the line that tells it. Old ones are lifted, so that there is no end of them.
    private void ban() {
        number++;
        node.ban(target(number), new BanReason.Manual("soak"), Optional.empty());
        if (number > 20) node.unban(target(number - 20));
        print("{\"event\":\"Banned\",\"number\":%d}".formatted(number));
    }

    private static Cidr target(int number) {
        return Cidr.parse("203.%d.%d.%d/32".formatted(number >> 16 & 255, number >> 8 & 255, number & 255));
    }

    private static int numberOf(Cidr target) {
        return (int) (target.base().low() & 0xff_ffff);
    }

    private void tell() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) memory.gc();
        print("{\"event\":\"Soak\",\"heap\":%d,\"threads\":%d,\"descriptors\":%d,\"inbound\":%d,\"outbound\":%d,\"messages\":%d,\"missed\":%d}".formatted(
                memory.getHeapMemoryUsage().getUsed(), ManagementFactory.getThreadMXBean().getThreadCount(), descriptors(),
                node.counts().inbound(), node.counts().outbound(), quick.all(), slow.missed.get()));
    }

    private static long descriptors() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The form of the events of `p2p run`.
    private static void print(String line) {
        System.out.println(line);
    }
}
