package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Verack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What [TransportContract] asks about peers that do not take what they are sent.
abstract class TransportSlowPeerTests extends TransportFlowTests {
    @Test
    void whoReadsTooSlowlyIsCutOff() {
        var pair = pair(transport(), withQueue(MIB), OPTIONS);
        pair.accepted().link().pauseReading(true);
        turn(pair.accepted().loop());

        var outcomes = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 2000 && !pair.dialed().hasEnded(); i++) {
            outcomes.add(send(pair.dialed().link(), bulk(64 << 10, i)));
            assertTrue(pair.dialed().link().queuedBytes() <= MIB);
        }

        assertInstanceOf(ConnectionReset.class, pair.dialed().failure());
        assertFalse(LinkJournal.await(outcomes.getLast(), "the outcome"));
        var written = outcomes.stream().map(outcome -> LinkJournal.await(outcome, "the outcome")).toList();
        int lost = written.indexOf(false);
        assertFalse(written.subList(lost, written.size()).contains(true), "what was sent after a lost message is lost too");
        assertEquals(0, pair.dialed().link().queuedBytes());
    }

    @Test
    void oneMessageAboveTheAllowanceMayWaitBesideOthers() {
        var pair = pair(transport(), withQueue(64 << 10), OPTIONS);

        pair.dialed().link().send(new Verack());
        var large = send(pair.dialed().link(), bulk(2 * MIB, 1));
        pair.dialed().link().send(new Ping(2));

        assertEquals(new Verack(), pair.accepted().message());
        assertEquals(bulk(2 * MIB, 1), pair.accepted().message());
        assertEquals(new Ping(2), pair.accepted().message());
        assertTrue(LinkJournal.await(large, "the outcome"));
        assertFalse(pair.dialed().hasEnded());
    }

    @Test
    void twoMessagesAboveTheAllowanceMayNotWait() {
        var pair = pair(transport(), withQueue(64 << 10), OPTIONS);
        pair.accepted().link().pauseReading(true);

        onLoop(pair.dialed().loop(), () -> {
            pair.dialed().link().send(bulk(2 * MIB, 1));
            pair.dialed().link().send(bulk(2 * MIB, 2));
        });

        assertInstanceOf(ConnectionReset.class, pair.dialed().failure());
    }

    @Test
    void tinyMessagesCountWithWhatTheyCost() {
        var pair = pair();

        onLoop(pair.dialed().loop(), () -> {
            for (int i = 0; i < 100; i++) pair.dialed().link().send(new Ping(i));
            long waiting = pair.dialed().link().queuedBytes();
            assertTrue(waiting >= 100 * 3 * PING_FRAME, () -> waiting + " bytes wait");
        });

        pair.accepted().messages(100);
    }

    @Test
    void whoTakesNoByteIsCutOff() {
        var pair = pair(transport(), withTimeouts(OPTIONS.connectTimeout(), Duration.ofMillis(300)), OPTIONS);
        pair.accepted().link().pauseReading(true);
        turn(pair.accepted().loop());

        var outcomes = Stream.generate(() -> send(pair.dialed().link(), bulk(MIB, 0))).limit(32).toList();

        assertInstanceOf(ConnectionReset.class, pair.dialed().failure());
        assertFalse(LinkJournal.await(outcomes.getLast(), "the outcome"));
    }

    @Test
    void aCloseDoesNotWaitForeverForWhoTakesNoByte() {
        var pair = pair(transport(), withTimeouts(OPTIONS.connectTimeout(), Duration.ofMillis(300)), OPTIONS);
        pair.accepted().link().pauseReading(true);
        turn(pair.accepted().loop());
        var outcomes = new ArrayList<CompletableFuture<Boolean>>();

        onLoop(pair.dialed().loop(), () -> {
            for (int i = 0; i < 32; i++) outcomes.add(send(pair.dialed().link(), bulk(MIB, 0)));
            pair.dialed().link().close();
        });

        assertTrue(pair.dialed().end().isEmpty());
        assertFalse(LinkJournal.await(outcomes.getLast(), "the outcome"));
    }

    /// But for what the system has already, and what the transport gave it last.
    @Test
    void signsOfLifeGoAheadOfBulkThatDoesNotFlow() {
        int count = 64;
        var pair = pair(transport(), ROOMY, OPTIONS);
        pair.accepted().link().pauseReading(true);
        turn(pair.accepted().loop());
        for (int i = 0; i < count; i++) pair.dialed().link().send(bulk(MIB, i));
        var written = List.of(send(pair.dialed().link(), new Ping(7)), send(pair.dialed().link(), new Pong(8)));
        pair.dialed().link().send(new Verack());
        turn(pair.dialed().loop());
        pair.accepted().link().pauseReading(false);

        var came = pair.accepted().messages(count + 3);
        assertTrue(came.indexOf(new Ping(7)) < count / 2, () -> "a ping came after " + came.indexOf(new Ping(7)) + " MiB");
        assertEquals(new Pong(8), came.get(came.indexOf(new Ping(7)) + 1));
        assertEquals(new Verack(), came.getLast());
        var bulk = came.stream().filter(Unknown.class::isInstance).toList();
        for (int i = 0; i < count; i++) assertEquals(bulk(MIB, i), bulk.get(i));
        written.forEach(outcome -> assertTrue(LinkJournal.await(outcome, "the outcome")));
        assertEquals(new MessageCount(1, PING_FRAME), pair.accepted().link().traffic().received().get("ping"), "and none goes twice");
        assertEquals(0, pair.dialed().link().queuedBytes());
    }

    @Test
    void twoThatSendMuchAtOnceDoNotWaitForEachOther() {
        var pair = pair();
        var sides = List.of(pair.dialed(), pair.accepted());
        int count = 15; // Nearly all that may wait, on both sides.
        for (var side : sides) onLoop(side.loop(), () -> side.link().pauseReading(true));
        for (var side : sides) {
            for (int i = 0; i < count; i++) side.link().send(bulk(MIB / 4, i));
            turn(side.loop());
        }

        for (var side : sides) side.link().pauseReading(false);

        for (int i = 0; i < count; i++) {
            for (var side : sides) assertEquals(bulk(MIB / 4, i), side.message());
        }
    }

    @Test
    void aPeerThatStallsHoldsUpNobodyOnItsLoop() {
        var transport = transport();
        var door = door(transport, OPTIONS);
        var loop = transport.nextLoop();
        var stalled = watched(new LinkJournal(loop));
        var lively = watched(new LinkJournal(loop));
        transport.connect(door.at(), ROOMY, loop, stalled);
        stalled.link();
        var deaf = door.next();
        deaf.link().pauseReading(true);
        transport.connect(door.at(), OPTIONS, loop, lively);
        lively.link();
        var hearing = door.next();

        for (int i = 0; i < 32; i++) stalled.link().send(bulk(MIB, i));
        for (int i = 0; i < 200; i++) {
            lively.link().send(new Ping(i));
            assertEquals(new Ping(i), hearing.message());
            hearing.link().send(new Pong(i));
            assertEquals(new Pong(i), lively.message());
        }

        assertTrue(stalled.link().queuedBytes() > 0);
    }
}
