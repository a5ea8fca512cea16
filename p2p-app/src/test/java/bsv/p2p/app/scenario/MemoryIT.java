package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Unknown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What peers can make a node hold, seen from outside as growth of its memory, and that it costs nobody else anything. A peer that behaves
/// does the same first, so that what a JVM takes once is there already.
class MemoryIT {
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_FOR_ONE = 8 * MEBIBYTE;
    private static final long MOST_FOR_A_SLEEPER = 32 * MEBIBYTE;
    private static final byte[] PINGS = Wire.repeat(Wire.frame(new Ping(7)), 10_000);
    private static final int ANSWERS = 64;
    private static final GetData ASK_FOR_64_MEGABYTES = new GetData(Collections.nCopies(ANSWERS, InventoryItem.tx(Hash256.ZERO)));

    private static void checkThatOthersAreServed(InetSocketAddress node, int pings) throws IOException {
        try (var honest = Caller.dial(node)) {
            honest.introduced();
            for (int i = 0; i < pings; i++) honest.ping();
        }
    }

    /// 64 MB of pongs: two million pings.
    @Test
    void whoAsksForPongsAndReadsNothingCostsLittle() throws IOException {
        try (var node = RunningNode.listening("--target", "0", "--max", "20", "--set", "writeTimeout=5s")) {
            var address = node.awaitAddress();
            try (var reader = Caller.dial(address)) {
                reader.introduced().ping();
                exchange(reader, 20);
            }
            var memory = node.memory();
            try (var greedy = Caller.dial(address); var honest = Caller.dial(address)) {
                greedy.introduced();
                honest.introduced();
                var asking = Thread.ofVirtual().start(() -> askUntilCutOff(greedy));
                while (asking.isAlive()) {
                    for (int i = 0; i < 1_000; i++) honest.ping();
                    memory.lookAtHeap();
                }
                node.await("ConnectionLost", 0, event -> event.get("address").asString().equals(greedy.address()));
                honest.ping();
            }
            assertThat(memory.growth()).as("growth").isLessThanOrEqualTo(MOST_FOR_ONE);
            checkThatOthersAreServed(address, 100);
        }
    }

    /// Asks and reads at once. The node's own ping must be answered by now: who writes all the time has no room for a pong.
    private static void exchange(Caller reader, int times) throws IOException {
        var asking = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < times; i++) reader.write(PINGS);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        for (int i = 0; i < times * 10_000; i++) reader.hear();
        try {
            asking.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void askUntilCutOff(Caller greedy) {
        try {
            for (int i = 0; i < 200; i++) greedy.write(PINGS);
            throw new AssertionError("two million pings were taken, and no pong was read");
        } catch (IOException cutOff) {
            // As it should be.
        }
    }

    /// 64 MB of answers that a program with a node in it gives all at once.
    @Test
    void whoAsksForDataAndReadsNothingCostsLittle() throws IOException {
        try (var node = RunningNode.of(Embedder.class)) {
            var address = node.awaitAddress();
            try (var reader = Caller.dial(address)) {
                reader.introduced();
                for (int i = 0; i < 3 * ANSWERS; i++) {
                    reader.send(new GetData(List.of(InventoryItem.tx(Hash256.ZERO))));
                    reader.hear(Unknown.class);
                }
            }
            var memory = node.memory();
            try (var greedy = Caller.dial(address); var honest = Caller.dial(address)) {
                greedy.introduced();
                honest.introduced();
                greedy.send(ASK_FOR_64_MEGABYTES);
                for (int i = 0; i < 200; i++) honest.ping();
                assertThat(memory.growth()).as("growth").isLessThanOrEqualTo(MOST_FOR_ONE);
                assertThat(greedy.awaitEnd()).as("bytes that came before it was cut off").isLessThan(32 * MEBIBYTE);
            }
            checkThatOthersAreServed(address, 100);
        }
    }

    /// 128 MB of messages for a subscriber that sleeps.
    @Test
    void aSubscriberThatNeverWakesUpHoldsNoMoreThanItsShare() throws IOException {
        try (var node = RunningNode.of(Embedder.class)) {
            var address = node.awaitAddress();
            try (var talker = Caller.dial(address)) {
                talker.introduced();
                talk(talker, 64);
                talker.send(Mempool.all());
                node.await("Asleep", 1);
                long before = heap(node, talker, 1);
                talk(talker, 64);
                long after = heap(node, talker, 2);
                assertThat(after - before).as("growth").isBetween(2 * MEBIBYTE, MOST_FOR_A_SLEEPER);
            }
            checkThatOthersAreServed(address, 100);
        }
    }

    /// What is in use once the garbage is gone: the collector takes more of the system than is held.
    private static long heap(RunningNode node, Caller caller, int time) throws IOException {
        caller.send(new GetAddr());
        return node.await("Heap", time).getLast().get("used").asLong();
    }

    /// Two megabytes each time.
    private static void talk(Caller talker, int times) throws IOException {
        var inventory = Wire.frame("inv", Faults.fullInventory());
        for (int i = 0; i < times; i++) {
            talker.write(inventory);
            talker.ping();
        }
    }

    /// More than can have a place, each with nearly two megabytes of a payload that never ends. Together they have more than the heap.
    @Test
    void strangersWithHalfAPayloadEachCostNextToNothing() throws IOException {
        try (var node = RunningNode.listening("--target", "0", "--max", "20", "--set", "overCapacityTimeout=20s"); var honest = Caller.dial(node.awaitAddress())) {
            honest.introduced();
            talk(honest, 64);
            var memory = node.memory();
            var strangers = new ArrayList<Caller>();
            for (int i = 0; i < 80; i++) strangers.add(Caller.dial(node.awaitAddress()));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var stranger : strangers) threads.execute(() -> sendHalfAPayload(stranger));
            }
            // What was written is not read yet.
            for (int i = 0; i < 2_000; i++) honest.ping();
            assertThat(memory.growth()).as("growth").isLessThanOrEqualTo(MOST_FOR_ONE);
            for (var stranger : strangers) stranger.close();
            checkThatOthersAreServed(node.awaitAddress(), 1);
        }
    }

    private static void sendHalfAPayload(Caller stranger) {
        try {
            stranger.write(Wire.header("inv", 2 * MEBIBYTE, 0));
            stranger.write(new byte[(int) (2 * MEBIBYTE - 1)]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
