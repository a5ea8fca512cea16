package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkCounters;
import bsv.p2p.api.spi.LinkTraffic;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [TransportContract] asks about messages on their way.
abstract class TransportFlowTests extends TransportLinkTests {
    static final int PING_FRAME = 32;

    @Test
    void messagesOfEveryKindArriveInOrderBothWays() {
        var pair = pair();
        var there = new MessageSamples(1).oneOfEach();
        var back = new MessageSamples(2).oneOfEach();

        there.forEach(pair.dialed().link()::send);
        back.forEach(pair.accepted().link()::send);

        assertEquals(there, pair.accepted().messages(there.size()));
        assertEquals(back, pair.dialed().messages(back.size()));
    }

    @Test
    void whatOneThreadSendsStaysInOrderAmongMany() {
        var pair = pair(transport(), ROOMY, OPTIONS);
        int threads = 4;
        int each = 500;

        Together.run(threads, thread -> {
            for (int i = 0; i < each; i++) pair.dialed().link().send(new Ping((long) thread << 32 | i));
        });

        var came = pair.accepted().messages(threads * each).stream().map(message -> ((Ping) message).nonce()).toList();
        for (long thread = 0; thread < threads; thread++) {
            long mine = thread;
            assertEquals(IntStream.range(0, each).mapToObj(i -> mine << 32 | i).toList(), came.stream().filter(nonce -> nonce >>> 32 == mine).toList());
        }
    }

    @Test
    void answersGoOutFromInsideACall() {
        var transport = transport();
        var door = door(transport, "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                link.send(((Ping) message).reply());
            }
        });
        var dialed = dial(transport, door.at(), OPTIONS);

        for (int i = 0; i < 100; i++) {
            dialed.link().send(new Ping(i));
            assertEquals(new Pong(i), dialed.message());
        }
    }

    @Test
    void anOutcomeTellsThatAMessageWasWritten() {
        var pair = pair();

        var written = send(pair.dialed().link(), new Verack());

        assertTrue(LinkJournal.await(written, "the outcome"));
        assertEquals(new Verack(), pair.accepted().message());
        turn(pair.dialed().loop());
        assertEquals(0, pair.dialed().link().queuedBytes());
    }

    @Test
    void countersCountFramesBothWays() {
        var pair = pair();
        var loop = pair.dialed().loop();
        long before = loop.nanoTime();
        var written = new ArrayList<CompletableFuture<Boolean>>();

        for (int i = 0; i < 10; i++) written.add(send(pair.dialed().link(), new Ping(i)));
        pair.accepted().messages(10);
        written.forEach(outcome -> LinkJournal.await(outcome, "the outcome"));

        var sender = pair.dialed().link().counters();
        assertEquals(new LinkCounters(0, 0, 10, 10 * PING_FRAME, sender.lastReceivedNanos(), sender.lastSentNanos()), sender);
        assertTrue(sender.lastSentNanos() - before >= 0);
        assertTrue(before - sender.lastReceivedNanos() >= 0, "nothing came since it was opened");
        var receiver = pair.accepted().link().counters();
        assertEquals(new LinkCounters(10, 10 * PING_FRAME, 0, 0, receiver.lastReceivedNanos(), receiver.lastSentNanos()), receiver);
        assertTrue(receiver.lastReceivedNanos() - before >= 0);
    }

    @Test
    void trafficIsCountedByCommandBothWays() {
        var pair = pair();
        for (int i = 0; i < 3; i++) pair.dialed().link().send(new Ping(i));
        LinkJournal.await(send(pair.dialed().link(), new Verack()), "the outcome");
        LinkJournal.await(send(pair.dialed().link(), bulk(100, 1)), "the outcome");
        pair.accepted().messages(5);

        var expected = Map.of("ping", new MessageCount(3, 3 * PING_FRAME), "verack", new MessageCount(1, 24), LinkTraffic.OTHER, new MessageCount(1, 124));
        assertEquals(new LinkTraffic(expected, Map.of()), pair.dialed().link().traffic());
        assertEquals(new LinkTraffic(Map.of(), expected), pair.accepted().link().traffic());
    }

    @Test
    void aHandlerHearsHowLongAFrameWas() {
        var transport = transport();
        var lengths = new CompletableFuture<Long>();
        var door = door(transport, "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                lengths.complete(frameBytes);
            }
        });
        dial(transport, door.at(), OPTIONS).link().send(bulk(1_000, 1));
        assertEquals(1_024L, LinkJournal.await(lengths, "a frame"));
    }

    @Test
    void whatWaitsToBeDeliveredIsTold() {
        var transport = transport();
        var door = door(transport, "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                link.pauseReading(true);
            }
        });
        var dialed = dial(transport, door.at(), OPTIONS);
        var link = dialed.link();
        onLoop(dialed.loop(), () -> {
            for (int i = 0; i < 100; i++) link.send(new Ping(i));
        });
        var accepted = door.next();
        accepted.message();
        turn(accepted.loop());
        assertTrue(accepted.link().unreadBytes() >= PING_FRAME, () -> accepted.link().unreadBytes() + " bytes wait");
        for (int i = 1; i < 100; i++) {
            accepted.link().pauseReading(false);
            accepted.message();
        }
        turn(accepted.loop());
        assertEquals(0, accepted.link().unreadBytes());
    }

    @Test
    void whoPausesGetsNothingUntilItResumesAndTheSenderQueues() {
        var pair = pair(transport(), ROOMY, OPTIONS);
        pair.accepted().link().pauseReading(true);
        turn(pair.accepted().loop());

        int count = 512;
        var written = IntStream.range(0, count).mapToObj(i -> send(pair.dialed().link(), bulk(64 << 10, i))).toList();
        LinkJournal.await(written.getFirst(), "the first message to fit into the buffers of the system");
        turn(pair.dialed().loop());
        turn(pair.accepted().loop());
        assertEquals(0, pair.accepted().unread());
        assertTrue(pair.dialed().link().queuedBytes() > 10 * MIB, () -> pair.dialed().link().queuedBytes() + " bytes wait");

        pair.accepted().link().pauseReading(false);
        for (int i = 0; i < count; i++) assertEquals(bulk(64 << 10, i), pair.accepted().message());
        assertTrue(LinkJournal.await(written.getLast(), "the outcome"));
        turn(pair.dialed().loop());
        assertEquals(0, pair.dialed().link().queuedBytes());
    }

    @Test
    void pausingAndResumingInsideCallsLosesNothing() {
        var transport = transport();
        var door = door(transport, "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                link.pauseReading(true);
                loop().execute(() -> link.pauseReading(false));
            }
        });
        var dialed = dial(transport, door.at(), ROOMY);

        var sent = IntStream.range(0, 1000).mapToObj(i -> (Message) new Ping(i)).toList();
        sent.forEach(dialed.link()::send);

        assertEquals(sent, door.next().messages(1000));
    }
}
