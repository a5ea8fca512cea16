package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventBusTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final EventBus<Integer> bus = new EventBus<>(tasks::add, event -> event > 1_000 ? event : 0, (_, _) -> true);
    private final List<String> heard = new ArrayList<>();

    private void runAll() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }

    private EventListener<Integer> listener() {
        return new EventListener<>() {
            @Override
            public void onEvent(Integer event) {
                heard.add(String.valueOf(event));
            }

            @Override
            public void onLagged(long missed) {
                heard.add("missed " + missed);
            }

            @Override
            public void onEnd() {
                heard.add("end");
            }
        };
    }

    @Test
    void eventsComeInOrder() {
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        for (int i = 0; i < 5; i++) bus.publish(i);
        runAll();
        assertThat(heard).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void whoComesLateHearsNothingOldAndAllHearTheSame() {
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        bus.publish(1);
        var late = new ArrayList<Integer>();
        bus.subscribe(late::add, SubscriptionOptions.DEFAULT);
        bus.publish(2);
        runAll();
        assertThat(heard).containsExactly("1", "2");
        assertThat(late).containsExactly(2);
    }

    @Test
    void aSlowListenerLosesTheOldestAndHearsExactlyHowMany() {
        var subscription = bus.subscribe(listener(), SubscriptionOptions.DEFAULT.withCapacity(3));
        for (int i = 0; i < 10; i++) bus.publish(i);
        runAll();
        bus.publish(10);
        runAll();
        assertThat(heard).containsExactly("missed 7", "7", "8", "9", "10");
        assertThat(subscription.missed()).isEqualTo(7);
    }

    /// One thread for all of them.
    @Test
    void whatALoopPublishesIsHeardWhenItsTurnIsOver() {
        var network = new VirtualNetwork(Duration.ZERO);
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        bus.publish(1, network.loop());
        bus.publish(2, network.loop());
        assertThat(tasks).isEmpty();
        network.run(Duration.ZERO);
        assertThat(tasks).hasSize(1);
        runAll();
        bus.publish(3, network.loop());
        network.run(Duration.ZERO);
        runAll();
        assertThat(heard).containsExactly("1", "2", "3");
    }

    /// Else they would push each other out of the queue.
    @Test
    void ofManyThatALoopPublishesInOneTurnNoneIsLost() {
        var network = new VirtualNetwork(Duration.ZERO);
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT.withCapacity(100));
        for (int i = 0; i < 150; i++) {
            bus.publish(i, network.loop());
            runAll();
        }
        assertThat(heard).hasSizeGreaterThanOrEqualTo(125).noneMatch(line -> line.startsWith("missed"));
    }

    @Test
    void whatALoopPublishesInItsLastTurnIsHeardAtOnce() {
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        bus.publish(1, new EndedLoop());
        bus.publish(2, new EndedLoop());
        runAll();
        assertThat(heard).containsExactly("1", "2");
    }

    private static final class EndedLoop implements EventLoop {
        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            throw new RejectedExecutionException("ended");
        }

        @Override
        public EventLoop.Timeout schedule(Runnable task, Duration delay) {
            throw new RejectedExecutionException("ended");
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    /// Here a number above a thousand is so many bytes.
    @Test
    void whatWaitsIsBoundedInBytesToo() {
        var subscription = bus.subscribe(listener(), SubscriptionOptions.DEFAULT.withCapacityBytes(100_000));
        bus.publish(1);
        bus.publish(60_000);
        bus.publish(40_000);
        assertThat(subscription.missed()).isZero();
        bus.publish(40_001);
        bus.publish(2);
        runAll();
        assertThat(heard).containsExactly("missed 2", "40000", "40001", "2");
    }

    @Test
    void oneThatIsLargerThanAllThatMayWaitMayWaitBesideTheOthers() {
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT.withCapacityBytes(100_000));
        bus.publish(60_000);
        bus.publish(500_000);
        bus.publish(40_000);
        runAll();
        assertThat(heard).containsExactly("60000", "500000", "40000");
        heard.clear();
        bus.publish(500_000);
        bus.publish(1);
        bus.publish(500_001);
        runAll();
        assertThat(heard).as("but only one").containsExactly("missed 1", "1", "500001");
    }

    @Test
    void cancellingDropsWhatWaitsAndEndIsTheLastCall() {
        var subscription = bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        bus.publish(1);
        subscription.cancel();
        subscription.cancel();
        bus.publish(2);
        runAll();
        assertThat(heard).containsExactly("end");
        assertThat(subscription.isActive()).isFalse();
        assertThat(bus.isEmpty()).isTrue();
    }

    /// Though more than one was taken from the queue.
    @Test
    void whoCancelsAmongManyHearsNoMore() {
        var subscriptions = new ArrayList<Subscription>();
        subscriptions.add(bus.subscribe(event -> {
            heard.add(String.valueOf(event));
            if (event == 3) subscriptions.getFirst().cancel();
        }, SubscriptionOptions.DEFAULT));
        for (int i = 1; i <= 100; i++) bus.publish(i);
        runAll();
        assertThat(heard).containsExactly("1", "2", "3");
    }

    @Test
    void closingHandsOutWhatWaitsBeforeTheEnd() {
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        bus.publish(1);
        bus.close();
        bus.publish(2);
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        runAll();
        assertThat(heard).containsExactly("1", "end", "end");
    }

    @Test
    void aListenerThatThrowsHearsOnAndHarmsNobody() {
        bus.subscribe(event -> {
            heard.add("thrower " + event);
            throw new StackOverflowError("on purpose");
        }, SubscriptionOptions.DEFAULT);
        bus.subscribe(listener(), SubscriptionOptions.DEFAULT);
        bus.publish(1);
        bus.publish(2);
        runAll();
        assertThat(heard).containsExactlyInAnyOrder("thrower 1", "thrower 2", "1", "2");
    }

    @Test
    void aReactiveSubscriberGetsWhatItAskedForAndLagsAsAnEvent() {
        var subscriptions = new ArrayList<Flow.Subscription>();
        bus.publisher(SubscriptionOptions.DEFAULT.withCapacity(2), missed -> Optional.of((int) -missed)).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriptions.add(subscription);
            }

            @Override
            public void onNext(Integer event) {
                heard.add(String.valueOf(event));
            }

            @Override
            public void onError(Throwable thrown) {
                heard.add(thrown.getMessage());
            }

            @Override
            public void onComplete() {
                heard.add("complete");
            }
        });
        bus.publish(1);
        runAll();
        assertThat(heard).isEmpty();
        subscriptions.getFirst().request(1);
        runAll();
        assertThat(heard).containsExactly("1");
        IntStream.range(2, 6).forEach(bus::publish);
        subscriptions.getFirst().request(2);
        runAll();
        assertThat(heard).containsExactly("1", "-2", "4", "5");
        bus.close();
        runAll();
        assertThat(heard).last().isEqualTo("complete");
    }

    @Test
    void askingForNothingIsAnError() {
        var errors = new ArrayList<Throwable>();
        bus.publisher(SubscriptionOptions.DEFAULT, _ -> Optional.empty()).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(0);
            }

            @Override
            public void onNext(Integer event) {}

            @Override
            public void onError(Throwable thrown) {
                errors.add(thrown);
            }

            @Override
            public void onComplete() {
                errors.add(new AssertionError("complete after an error"));
            }
        });
        runAll();
        assertThat(errors).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Timeout(30)
    void manyPublishersAndOneListenerLoseNothingUnseen() throws Exception {
        Executor threads = task -> Thread.ofVirtual().start(task);
        var real = new EventBus<Integer>(threads, _ -> 0, (_, _) -> true);
        var counts = new long[2];
        var ended = new CountDownLatch(1);
        real.subscribe(new EventListener<>() {
            @Override
            public void onEvent(Integer event) {
                counts[0]++;
            }

            @Override
            public void onLagged(long missed) {
                counts[1] += missed;
            }

            @Override
            public void onEnd() {
                ended.countDown();
            }
        }, SubscriptionOptions.DEFAULT.withCapacity(50));
        try (var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int p = 0; p < 20; p++) publishers.execute(() -> IntStream.range(0, 1_000).forEach(real::publish));
        }
        real.close();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(counts[0] + counts[1]).isEqualTo(20_000);
    }
}
