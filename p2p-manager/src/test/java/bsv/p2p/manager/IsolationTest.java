package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever one part does, throw, sleep or die, the others go on as if it were not there. The parts that block have real threads here,
/// the network is virtual: what it does in virtual time no part can delay.
class IsolationTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch hang = new CountDownLatch(1);

    @AfterEach
    void release() {
        hang.countDown();
        threads.shutdown();
    }

    private void forEver() {
        try {
            assertThat(hang.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException _) {
            // told to stop waiting
        }
    }

    private static ManagerConfig config() {
        var config = VirtualNode.CONFIG.withLimits(ConnectionLimits.of(0, 40));
        return config.withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)));
    }

    private PeerManager node(PeerStore store, Consumer<PeerManagerBuilder> more) {
        var builder = PeerManager.builder(config()).transport(network.transport(NODE.ip())).store(store).environment(network.clock(), new Random(1), threads);
        more.accept(builder);
        return builder.build();
    }

    private ScriptedPeer caller(int number) {
        return new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:5".formatted(number))).dial(NODE);
    }

    /// A ping and its answer in two latencies, whatever else hangs.
    private void checkThatPingsAreAnsweredAtOnce(List<ScriptedPeer> peers) {
        peers.forEach(peer -> peer.send(new Ping(4711)));
        network.run(Duration.ofMillis(41));
        assertThat(peers).allSatisfy(peer -> assertThat(peer.heard(Pong.class)).contains(new Pong(4711)));
    }

    private static void awaitRealTime(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aStoreThatHangsDelaysNoPeerAndWhatWaitsForItIsBounded() {
        var dead = new AtomicBoolean();
        var plain = new PlainPeerStore();
        var store = (PeerStore) Proxy.newProxyInstance(PeerStore.class.getClassLoader(), new Class<?>[] {PeerStore.class}, (_, called, arguments) -> {
            if (dead.get()) forEver();
            return called.invoke(plain, arguments);
        });
        var node = node(store, _ -> {});
        node.start();
        var peers = IntStream.range(0, 10).mapToObj(this::caller).toList();
        assertThat(network.runUntil(() -> node.connectionCount() == 10, Duration.ofSeconds(5))).isTrue();
        dead.set(true);
        for (int i = 0; i < 3_000; i++) {
            var own = new Endpoint(peers.get(i % 10).address().ip(), 1 + i);
            peers.get(i % 10).send(new Addr(List.of(new TimestampedAddress(network.clock().instant().getEpochSecond(), NetworkAddress.of(Services.NETWORK, own)))));
        }
        network.run(Duration.ofSeconds(1));
        checkThatPingsAreAnsweredAtOnce(peers);
        assertThat(node.connectionCount()).isEqualTo(10);
        hang.countDown();
        awaitRealTime(() -> plain.listAll().count() > 900);
        awaitRealTime(() -> plain.listAll().count() <= 1_010);
    }

    /// Everything that wants something of the store goes on wanting it for two hours.
    @Test
    void aStoreThatHangsForHoursFindsNoMountainOfWorkWhenItIsBack() {
        var dead = new AtomicBoolean();
        var calls = new AtomicInteger();
        var plain = new PlainPeerStore();
        var store = (PeerStore) Proxy.newProxyInstance(PeerStore.class.getClassLoader(), new Class<?>[] {PeerStore.class}, (_, called, arguments) -> {
            if (dead.get()) forEver();
            calls.incrementAndGet();
            return called.invoke(plain, arguments);
        });
        var node = node(store, builder -> builder.addPeer(Endpoint.parse("10.1.1.1:18444")).addPeer(Endpoint.parse("10.1.1.2:18444")));
        node.start();
        var fixed = new ScriptedPeer(network, Endpoint.parse("10.1.1.1:18444")).listen();
        awaitRealTime(() -> network.runUntil(() -> node.connectionCount() == 1, Duration.ofSeconds(1))); // the store's thread is a real one
        dead.set(true);
        for (int minute = 0; minute < 120; minute++) {
            for (int i = 0; i < 20; i++) {
                var number = minute * 20 + i;
                var visitor = new ScriptedPeer(network, Endpoint.parse("10.%d.%d.1:5".formatted(20 + number / 250, number % 250)));
                if (i % 2 == 0) visitor.called("/Satoshi:1/");
                visitor.dial(NODE);
                network.run(Duration.ofSeconds(1));
                visitor.send(new GetAddr());
                network.run(Duration.ofSeconds(1));
                visitor.hangUp();
            }
            fixed.hangUp();
            network.run(Duration.ofSeconds(20));
        }
        var honest = caller(1);
        network.run(Duration.ofSeconds(1));
        checkThatPingsAreAnsweredAtOnce(List.of(honest));
        int before = calls.get();
        hang.countDown();
        awaitRealTime(() -> plain.bans().size() == 1_200);
        awaitRealTime(() -> plain.findByStatus(PeerStatus.VALID).count() == 1);
        assertThat(calls.get() - before).as("1,200 bans, and what else there is to do").isLessThan(1_200 + 4_000);
    }

    /// A subscriber that is quick would else need one for each message.
    @Test
    void whatAPeerSaysAtOnceTakesOneThread() {
        var taken = new AtomicInteger();
        var node = node(new PlainPeerStore(), builder -> builder.environment(network.clock(), new Random(1), task -> {
            taken.incrementAndGet();
            task.run();
        }));
        var heard = new ArrayList<Message>();
        node.subscribeBitcoinMessages(event -> heard.add(event.message()));
        node.start();
        var peer = caller(1);
        network.run(Duration.ofSeconds(1));
        heard.clear();
        int before = taken.get();
        for (int i = 0; i < 100; i++) peer.send(new FeeFilter(i));
        network.run(Duration.ofSeconds(1));
        assertThat(heard).hasSize(100).last().isEqualTo(new FeeFilter(99));
        assertThat(taken.get() - before).isEqualTo(1);
    }

    @Test
    void aStoreThatFailsIsReportedAndTheNodeGoesOn() {
        var plain = new PlainPeerStore();
        var broken = new AtomicBoolean();
        var store = (PeerStore) Proxy.newProxyInstance(PeerStore.class.getClassLoader(), new Class<?>[] {PeerStore.class}, (_, called, arguments) -> {
            if (broken.get()) throw new IllegalStateException("disk on fire");
            return called.invoke(plain, arguments);
        });
        var node = node(store, _ -> {});
        node.start();
        broken.set(true);
        var peers = IntStream.range(0, 5).mapToObj(this::caller).toList();
        assertThat(network.runUntil(() -> node.connectionCount() == 5, Duration.ofSeconds(5))).isTrue();
        checkThatPingsAreAnsweredAtOnce(peers);
    }

    @Test
    void aDiscoveryThatHangsOrThrowsDelaysNeitherTheOthersNorAnyPeer() {
        var found = new CountDownLatch(1);
        var store = new PlainPeerStore();
        var node = node(store, builder -> builder.discovery(strategy("hangs", _ -> forEver())).discovery(strategy("throws", _ -> {
            throw new IllegalStateException("broken");
        })).discovery(strategy("good", consumer -> {
            consumer.accept(new PeerDiscovery.Found(Endpoint.parse("10.1.1.1:1"), "good:here"));
            found.countDown();
        })));
        var finished = new ArrayList<ControlEvent.DiscoveryFinished>();
        node.subscribeControlEvents(event -> {
            if (event instanceof ControlEvent.DiscoveryFinished done) synchronized (finished) {
                finished.add(done);
            }
        });
        node.updateConfig(config().withLimits(ConnectionLimits.of(1, 40)));
        node.start();
        awaitRealTime(() -> found.getCount() == 0);
        awaitRealTime(() -> store.findByIpPort(Endpoint.parse("10.1.1.1:1")).isPresent());
        awaitRealTime(() -> {
            synchronized (finished) {
                return finished.size() == 2;
            }
        });
        var peers = List.of(caller(1));
        network.run(Duration.ofSeconds(1));
        checkThatPingsAreAnsweredAtOnce(peers);
        synchronized (finished) {
            assertThat(finished).extracting(ControlEvent.DiscoveryFinished::strategy).containsExactlyInAnyOrder("throws", "good");
        }
    }

    private static PeerDiscovery strategy(String name, Consumer<Consumer<PeerDiscovery.Found>> what) {
        return new PeerDiscovery() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> discover(Request request, Consumer<Found> found) {
                what.accept(found);
                return List.of();
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
    }

    @Test
    void aSubscriberThatSleepsLosesExactlyWhatItWasToldAndDelaysNobody() {
        var node = node(new PlainPeerStore(), _ -> {});
        var awake = new AtomicInteger();
        var heard = new AtomicInteger();
        var lagged = new AtomicInteger();
        var asleep = node.subscribeBitcoinMessages(new EventListener<BitcoinMessageEvent>() {
            @Override
            public void onEvent(BitcoinMessageEvent event) {
                forEver();
                heard.incrementAndGet();
            }

            @Override
            public void onLagged(long missed) {
                lagged.addAndGet((int) missed);
            }
        });
        var invs = new AtomicInteger();
        node.subscribeBitcoinMessages(event -> {
            awake.incrementAndGet();
            if (event.message() instanceof Inv) invs.incrementAndGet();
        }, SubscriptionOptions.DEFAULT.withCapacity(100_000));
        node.subscribeBitcoinMessages(_ -> {
            throw new StackOverflowError();
        });
        node.start();
        var peers = List.of(caller(1), caller(2));
        network.run(Duration.ofSeconds(1));
        for (int i = 0; i < 10_000; i++) peers.getFirst().send(new Inv(List.of(InventoryItem.tx(Hash256.ofWords(i, 0, 0, 0)))));
        network.run(Duration.ofSeconds(1));
        checkThatPingsAreAnsweredAtOnce(peers);
        awaitRealTime(() -> invs.get() == 10_000);
        hang.countDown();
        awaitRealTime(() -> heard.get() + lagged.get() == awake.get());
        assertThat(asleep.missed()).isEqualTo(lagged.get()).isBetween(8_900L, 9_010L);
        assertThat(node.connectionCount()).isEqualTo(2);
    }

    /// Its peer is not read from, and not blamed for that either.
    @Test
    void aSubscriberThatHoldsBackStopsTheOnePeerThatTalksAndNoOther() {
        var node = node(new PlainPeerStore(), _ -> {});
        var taken = new AtomicInteger();
        node.subscribeBitcoinMessages(event -> {
            if (event.message() instanceof Inv) {
                forEver();
                taken.incrementAndGet();
            }
        }, SubscriptionOptions.DEFAULT.withCapacity(10).withOverflow(SubscriptionOptions.Overflow.HOLD_BACK));
        node.start();
        var talker = caller(1);
        var other = caller(2);
        network.run(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            talker.send(new Inv(List.of(InventoryItem.tx(Hash256.ofWords(i, 0, 0, 0)))));
            network.run(Duration.ofMillis(1));
        }
        network.run(Duration.ofSeconds(1));
        checkThatPingsAreAnsweredAtOnce(List.of(other));
        talker.send(new Ping(1));
        network.run(Duration.ofSeconds(1));
        assertThat(talker.heard(Pong.class)).as("it is not read from").doesNotContain(new Pong(1));
        network.run(Duration.ofHours(1));
        assertThat(node.connections()).extracting((ConnectionSnapshot one) -> one.address().ip()).as("who is held back is not taken for dead").contains(talker.address().ip());
        hang.countDown();
        awaitRealTime(() -> {
            network.run(Duration.ofMillis(1));
            return taken.get() == 100;
        });
        network.run(Duration.ofSeconds(1));
        assertThat(talker.heard(Pong.class)).contains(new Pong(1));
    }
}
