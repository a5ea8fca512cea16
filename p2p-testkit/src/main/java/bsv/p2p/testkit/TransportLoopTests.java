package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [TransportContract] asks about loops.
abstract class TransportLoopTests extends TransportFixture {
    @Test
    void aLoopRunsTasksInOrderAndOneAtATime() {
        var loop = transport().nextLoop();
        var order = new ArrayList<Integer>();

        for (int i = 0; i < 1000; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        onLoop(loop, () -> assertTrue(loop.inLoop()));

        assertEquals(IntStream.range(0, 1000).boxed().toList(), order);
        assertFalse(loop.inLoop());
    }

    @Test
    void aLoopRunsATaskAfterItsDelayUnlessCancelled() {
        var loop = transport().nextLoop();
        var ran = new CompletableFuture<Long>();
        var cancelled = new CompletableFuture<Long>();

        long begin = loop.nanoTime();
        onLoop(loop, () -> loop.schedule(() -> cancelled.complete(loop.nanoTime()), Duration.ofMillis(40)).cancel());
        var done = loop.schedule(() -> ran.complete(loop.nanoTime()), Duration.ofMillis(50));

        assertTrue(LinkJournal.await(ran, "the task") - begin >= Duration.ofMillis(50).toNanos());
        assertFalse(cancelled.isDone());
        done.cancel();
    }

    @Test
    void aTaskThatThrowsHarmsNoOther() {
        var loop = transport().nextLoop();

        loop.execute(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        loop.schedule(() -> {
            throw new IllegalStateException("thrown by a test");
        }, Duration.ZERO);

        turn(loop);
    }

    @Test
    void loopsAreHandedOutInTurn() {
        var transport = transport();

        assertNotSame(transport.nextLoop(), transport.nextLoop());
    }
}
