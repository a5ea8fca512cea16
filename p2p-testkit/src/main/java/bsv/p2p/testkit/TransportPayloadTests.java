package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.api.stream.PayloadFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What [TransportContract] asks about payloads that are too large to be held.
abstract class TransportPayloadTests extends TransportSlowPeerTests {
    private static final Command HUGE = new Command("block");
    private static final int LENGTH = 12 * MIB + 7;

    /// Who sends, and who takes.
    private record Ends(LinkJournal sender, PayloadJournal taker) {}

    private Ends ends() {
        return ends(OPTIONS);
    }

    private Ends ends(LinkOptions sending) {
        var transport = transport();
        var door = door(transport, "127.0.0.1:0", OPTIONS, PayloadJournal::new);
        var sender = dial(transport, door.at(), sending);
        sender.link();
        return new Ends(sender, (PayloadJournal) door.next());
    }

    private static CompletableFuture<Boolean> send(LinkJournal from, TestPayload payload) {
        var written = new CompletableFuture<Boolean>();
        from.link().send(payload, outcome -> {
            if (!written.complete(outcome)) throw new AssertionError("the outcome of one payload was told twice");
        });
        return written;
    }

    @Test
    void aLargePayloadArrivesInPiecesBetweenTheMessagesAroundIt() {
        var ends = ends();
        var payload = new TestPayload(new Command("blocktxn"), LENGTH);

        ends.sender().link().send(new Ping(1));
        var written = send(ends.sender(), payload);
        ends.sender().link().send(new Ping(2));
        var second = send(ends.sender(), payload);

        assertEquals(new Ping(1), ends.taker().message());
        var taken = ends.taker().payload();
        assertEquals(new PayloadFacts(new Command("blocktxn"), LENGTH, false, Optional.empty()), taken.facts());
        assertEquals(PayloadJournal.End.RIGHT, taken.end());
        assertEquals(payload.bytes(), taken.bytes());
        assertEquals(new Ping(2), ends.taker().message());
        assertEquals(PayloadJournal.End.RIGHT, ends.taker().payload().end());
        assertTrue(LinkJournal.await(written, "the outcome"));
        assertTrue(LinkJournal.await(second, "the outcome"));
        var sent = ends.sender().link().counters();
        assertEquals(List.of(4L, 2L * (24 + LENGTH) + 2 * PING_FRAME), List.of(sent.messagesSent(), sent.bytesSent()));
        var received = ends.taker().link().counters();
        assertEquals(List.of(4L, 2L * (24 + LENGTH) + 2 * PING_FRAME), List.of(received.messagesReceived(), received.bytesReceived()));
        assertEquals(0, ends.sender().link().queuedBytes());
        var expected = Map.of("blocktxn", new MessageCount(2, 2L * (24 + LENGTH)), "ping", new MessageCount(2, 2 * PING_FRAME));
        assertEquals(new LinkTraffic(expected, Map.of()), ends.sender().link().traffic());
        assertEquals(new LinkTraffic(Map.of(), expected), ends.taker().link().traffic());
    }

    @Test
    void aLargePayloadThatNobodyTakesIsCheckedAndDropped() {
        var pair = pair();

        var written = send(pair.dialed(), new TestPayload(HUGE, LENGTH));
        pair.dialed().link().send(new Verack());

        assertEquals(new LinkFault.Discarded(HUGE, LENGTH, true), pair.accepted().fault());
        assertEquals(new Verack(), pair.accepted().message());
        assertTrue(LinkJournal.await(written, "the outcome"));
        assertEquals(new MessageCount(1, 24 + LENGTH), pair.accepted().link().traffic().received().get("block"));
    }

    @Test
    void aNarrowedLinkTakesNoPayloadAboveItsLimitWhateverTheCommand() {
        var pair = pair();
        onLoop(pair.accepted().loop(), () -> pair.accepted().link().limitPayloads(5_000, 1_000));
        pair.dialed().link().send(bulk(1_000, 1));
        pair.dialed().link().send(bulk(1_001, 2));
        var _ = send(pair.dialed(), new TestPayload(HUGE, 5_001));
        pair.dialed().link().send(new Verack());

        assertEquals(bulk(1_000, 1), pair.accepted().message());
        assertEquals(new LinkFault.Discarded(new Command("bulk"), 1_001, true), pair.accepted().fault());
        assertEquals(new LinkFault.Oversize(HUGE, 5_001, 5_000), pair.accepted().fault());
        turn(pair.accepted().loop());
        assertEquals(0, pair.accepted().unread());
    }

    /// The limit is gone from the next frame on, if it came with the same bytes too.
    @Test
    void aLinkThatIsWidenedInsideACallTakesTheNextFrame() {
        var transport = transport();
        var door = door(transport, "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void opened(Link link) {
                super.opened(link);
                link.limitPayloads(100, 100);
            }

            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                if (message instanceof Verack) link.limitPayloads(Long.MAX_VALUE, Long.MAX_VALUE);
            }
        });
        var dialed = dial(transport, door.at(), OPTIONS);
        var link = dialed.link();
        onLoop(dialed.loop(), () -> {
            link.send(new Verack());
            link.send(bulk(10_000, 1));
        });
        var accepted = door.next();
        assertEquals(new Verack(), accepted.message());
        assertEquals(bulk(10_000, 1), accepted.message());
    }

    @Test
    void whoPausesStopsTheSourceOfALargePayload() {
        var ends = ends();
        var payload = new TestPayload(HUGE, 64 * MIB).stallingAt(40 * MIB);

        onLoop(ends.taker().loop(), () -> ends.taker().link().pauseReading(true));
        var written = send(ends.sender(), payload);
        var answers = send(ends.taker().link(), new Ping(1));

        assertTrue(LinkJournal.await(answers, "what goes the other way"));
        assertEquals(new Ping(1), ends.sender().message());
        assertEquals(0, ends.taker().offers());
        assertFalse(written.isDone());
        // The system's buffers take some megabytes; then the source is not asked for more, so it never gets as far as to stall.
        long read = awaitStandstill(ends.sender(), payload);
        assertEquals(1, payload.stalled.getCount(), () -> read + " bytes were read");
        long queued = ends.sender().link().queuedBytes();
        assertTrue(queued <= MIB, () -> queued + " bytes wait");
        ends.taker().link().pauseReading(false);
        payload.goOn.countDown();
        var taken = ends.taker().payload();
        assertEquals(PayloadJournal.End.RIGHT, taken.end());
        assertEquals(payload.bytes(), taken.bytes());
    }

    /// Waits until some of it was read to be sent, and then nothing for a thousand turns of the loop.
    private static long awaitStandstill(LinkJournal sender, TestPayload payload) {
        long read = 0;
        for (int still = 0; still < 1_000; still++) {
            turn(sender.loop());
            if (payload.read() == 0 || payload.read() != read) still = 0;
            read = payload.read();
        }
        return read;
    }

    @Test
    void messagesAndAPayloadThatCameWhileNothingWasDeliveredComeInOrder() {
        var ends = ends();
        onLoop(ends.taker().loop(), () -> ends.taker().link().pauseReading(true));
        ends.sender().link().send(new Ping(1));
        var payload = new TestPayload(HUGE, LENGTH);
        var written = send(ends.sender(), payload);
        ends.sender().link().send(new Ping(2));
        turn(ends.sender().loop());

        // One thing at a time, so that there are messages held back when the payload begins.
        ends.taker().link().pauseReading(false);

        assertEquals(new Ping(1), ends.taker().message());
        assertEquals(payload.bytes(), awaited(ends.taker()));
        assertEquals(new Ping(2), ends.taker().message());
        assertTrue(LinkJournal.await(written, "the outcome"));
    }

    private static Bytes awaited(PayloadJournal taker) {
        var taken = taker.payload();
        assertEquals(PayloadJournal.End.RIGHT, taken.end());
        return taken.bytes();
    }

    @Test
    void aLinkThatIsClosedCutsItsPayloadOffAtBothEnds() throws InterruptedException {
        var ends = ends();
        var payload = new TestPayload(HUGE, LENGTH).stallingAt(5 * MIB);
        var written = send(ends.sender(), payload);
        var behind = send(ends.sender().link(), new Verack());
        assertTrue(payload.stalled.await(LinkJournal.PATIENCE.toSeconds(), TimeUnit.SECONDS));

        ends.sender().link().close();

        assertEquals(Optional.empty(), ends.sender().end());
        assertFalse(LinkJournal.await(written, "the outcome"));
        assertFalse(LinkJournal.await(behind, "the outcome of what waited behind it"));
        assertEquals(PayloadJournal.End.BROKEN, ends.taker().payload().end());
        assertEquals(PeerFailure.ConnectionReset.class, ends.taker().failure().getClass());
    }

    @Test
    void aTakerThatClosesEndsThePayloadAndTheSourceIsReadNoMore() throws InterruptedException {
        var ends = ends();
        var payload = new TestPayload(HUGE, LENGTH).stallingAt(8 * MIB);
        var written = send(ends.sender(), payload);
        assertTrue(payload.stalled.await(LinkJournal.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        var taken = ends.taker().payload();

        ends.taker().link().close();

        assertEquals(PayloadJournal.End.BROKEN, taken.end());
        assertEquals(Optional.empty(), ends.taker().end());
        // It ended the connection while the source stalled: nobody has to wake it up.
        ends.sender().end();
        assertFalse(LinkJournal.await(written, "the outcome"));
    }

    @Test
    void aSourceThatCannotBeOpenedHurtsNothingElse() {
        var ends = ends();

        assertFalse(LinkJournal.await(send(ends.sender(), new TestPayload(HUGE, LENGTH).thatCannotBeOpened()), "the outcome"));

        ends.sender().link().send(new Ping(3));
        assertEquals(new Ping(3), ends.taker().message());
        assertEquals(0, ends.taker().offers());
    }

    @Test
    void aSourceThatFailsHalfWayEndsTheLink() {
        var ends = ends();

        var written = send(ends.sender(), new TestPayload(HUGE, LENGTH).failingAt(6 * MIB));

        assertFalse(LinkJournal.await(written, "the outcome"));
        assertEquals(PayloadJournal.End.BROKEN, ends.taker().payload().end());
        ends.sender().end();
        ends.taker().end();
    }

    @Test
    void aPayloadOfferedToALinkThatIsOverIsNotSent() {
        var ends = ends();
        ends.sender().link().close();
        ends.sender().end();

        assertFalse(LinkJournal.await(send(ends.sender(), new TestPayload(HUGE, LENGTH)), "the outcome"));
    }

    @Test
    void aPeerThatTakesNoByteOfAPayloadIsCutOff() {
        var ends = ends(withTimeouts(OPTIONS.connectTimeout(), Duration.ofMillis(300)));
        onLoop(ends.taker().loop(), () -> ends.taker().link().pauseReading(true));

        var written = send(ends.sender(), new TestPayload(HUGE, 64 * MIB));

        assertFalse(LinkJournal.await(written, "the outcome"));
        assertEquals(PeerFailure.ConnectionReset.class, ends.sender().failure().getClass());
    }
}
