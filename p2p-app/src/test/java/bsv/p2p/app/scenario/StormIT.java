package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// SIGTERM while callers come in without a pause.
class StormIT {
    private static final int CALLERS = 50;
    private static final int VISITS_BEFORE_THE_END = 300;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    @Test
    void aNodeThatIsCalledAllTheTimeEndsInOrder() throws InterruptedException {
        var over = new AtomicBoolean();
        var visits = new CountDownLatch(VISITS_BEFORE_THE_END);
        try (var node = RunningNode.listening("--target", "0", "--max", "20", "--set", "shutdownTimeout=" + SHUTDOWN_TIMEOUT.toSeconds() + "s");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var address = node.awaitAddress();
            for (int i = 0; i < CALLERS; i++) threads.execute(() -> call(address, visits, over));
            try {
                assertThat(visits.await(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("a storm").isTrue();

                long began = System.nanoTime();
                assertThat(node.stop()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SHUTDOWN_TIMEOUT);
            } finally {
                over.set(true);
            }
            assertThat(node.events().all().getLast().toString()).contains("PhaseChanged", "STOPPED");
            assertThat(node.console().all().stream().filter(line -> !line.contains(" INFO "))).isEmpty();
        }
    }

    private static void call(InetSocketAddress node, CountDownLatch visits, AtomicBoolean over) {
        while (!over.get()) {
            try (var caller = Caller.dial(node)) {
                caller.introduce();
                visits.countDown();
            } catch (IOException refused) {
                // At the end nobody is there any more.
            }
        }
    }
}
