package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [Transport] over TCP must do, as tests over loopback. A transport's test extends this and says how to open it:
///
/// ```java
/// class MyTransportTest extends TransportContract {
///     @Override protected Transport open() { return new MyTransportProvider().open(Map.of("threads", "2")); }
/// }
/// ```
///
/// Tests of links, messages and payloads on their way are inherited; those of handlers that throw and of the end stand here.
public abstract class TransportContract extends TransportPayloadTests {
    protected TransportContract() {}

    @Test
    void aLoopOfAnotherTransportIsRefused() {
        var transport = transport();
        var other = transport();
        var loop = other.nextLoop();

        assertThrows(IllegalArgumentException.class, () -> transport.connect(Endpoint.parse("127.0.0.1:1"), OPTIONS, loop, new LinkJournal(loop)));
    }

    @Test
    void manyLinksShareALoop() {
        var transport = transport();
        var door = door(transport, OPTIONS);
        var loop = transport.nextLoop();
        int count = 200;
        var dialed = new ArrayList<LinkJournal>();
        for (int i = 0; i < count; i++) {
            var journal = watched(new LinkJournal(loop));
            dialed.add(journal);
            transport.connect(door.at(), OPTIONS, loop, journal);
        }
        for (int i = 0; i < count; i++) dialed.get(i).link().send(new Ping(i));

        var nonces = new HashSet<Long>();
        for (int i = 0; i < count; i++) nonces.add(((Ping) door.next().message()).nonce());

        assertEquals(count, nonces.size());
    }

    @Test
    void aMessageForManyLinksKeepsItsPlaceOnEach() {
        var transport = transport();
        var elsewhere = new LinkOptions(Magic.parse("01020304"), OPTIONS.payloads(), OPTIONS.connectTimeout(), OPTIONS.writeTimeout(), OPTIONS.maxQueuedBytes(), Optional.empty());
        var ends = new ArrayList<Pair>();
        for (int i = 0; i < 20; i++) ends.add(pair(transport, OPTIONS, OPTIONS));
        ends.add(pair(transport, elsewhere, elsewhere));
        var links = ends.stream().map(pair -> pair.dialed().link()).toList();
        links.forEach(link -> link.send(new Ping(1)));
        transport.send(new Ping(2), links);
        transport.send(bulk(MIB, 3), links);
        links.forEach(link -> link.send(new Ping(4)));

        for (var pair : ends) assertEquals(List.of(new Ping(1), new Ping(2), bulk(MIB, 3), new Ping(4)), pair.accepted().messages(4));
    }

    @Test
    void aMessageForManyLinksPassesOverThoseThatAreGone() {
        var transport = transport();
        var gone = pair(transport, OPTIONS, OPTIONS);
        var stays = pair(transport, OPTIONS, OPTIONS);
        gone.dialed().link().close();
        gone.accepted().failure();

        transport.send(new Ping(1), List.of(gone.dialed().link(), stays.dialed().link()));

        assertEquals(new Ping(1), stays.accepted().message());
    }

    @Test
    void aHandlerThatThrowsLosesItsLinkAndNoOther() {
        var transport = transport();
        var door = door(transport, OPTIONS);
        var loop = transport.nextLoop();
        var bystander = watched(new LinkJournal(loop));
        transport.connect(door.at(), OPTIONS, loop, bystander);
        bystander.link();
        var partner = door.next();

        for (var where : Throwing.Where.values()) {
            var thrower = watched(new Throwing(loop, where));
            transport.connect(door.at(), OPTIONS, loop, thrower);
            thrower.link().send(new Verack(), _ -> thrower.maybeThrow(Throwing.Where.OUTCOME));
            var other = door.next();
            other.link().send(new Ping(1));
            other.link().send(new Ping(2));
            if (where == Throwing.Where.CLOSED) thrower.link().close();

            assertEquals(Optional.empty(), thrower.end(), "thrown in " + where);
            assertTrue(other.failure() instanceof PeerFailure.ConnectionReset, "thrown in " + where);
            if (where == Throwing.Where.RECEIVED) assertEquals(1, thrower.unread());
        }

        bystander.link().send(new Ping(5));
        assertEquals(new Ping(5), partner.message());
    }

    @Test
    void anAcceptorThatThrowsRefusesAndIsAskedAgain() {
        var transport = transport();
        var asked = new AtomicInteger();
        var listener = transport.listen(Endpoint.parse("127.0.0.1:0"), OPTIONS, (_, loop) -> {
            if (asked.getAndIncrement() == 0) throw new IllegalStateException("thrown by a test");
            return Optional.of(watched(new LinkJournal(loop)));
        });

        assertTrue(dial(transport, listener.local(), OPTIONS).failure() instanceof PeerFailure.ConnectionReset);
        var second = dial(transport, listener.local(), OPTIONS);
        assertTrue(LinkJournal.await(send(second.link(), new Verack()), "the outcome"));
        assertFalse(second.hasEnded());
    }

    @Test
    void closingTheTransportEndsLinksListenersAndLoops() throws IOException {
        var transport = transport();
        var door = door(transport, OPTIONS);
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < 20; i++) {
            var dialed = dial(transport, door.at(), OPTIONS);
            dialed.link();
            pairs.add(new Pair(dialed, door.next()));
        }
        var silent = pair(transport(), OPTIONS, OPTIONS);
        silent.accepted().link().pauseReading(true);

        transport.close();

        for (var pair : pairs) {
            assertTrue(pair.dialed().hasEnded());
            assertTrue(pair.accepted().hasEnded());
        }
        try (var next = new ServerSocket(door.at().port(), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(next.isBound());
        }
        var late = new LinkJournal(pairs.getFirst().dialed().loop());
        assertThrows(IllegalStateException.class, () -> transport.connect(door.at(), OPTIONS, late.loop(), late));
        assertThrows(IllegalStateException.class, () -> transport.listen(door.at(), OPTIONS, (_, _) -> Optional.empty()));
        assertFalse(LinkJournal.await(send(pairs.getFirst().dialed().link(), new Verack()), "the outcome"));
        transport.close();
        assertFalse(silent.dialed().hasEnded());
    }

    @Test
    void closingTheTransportEndsDialsUnderWay() {
        var transport = transport();
        var loops = List.of(transport.nextLoop(), transport.nextLoop());
        var door = door(transport(), OPTIONS);
        var journals = new ArrayList<LinkJournal>();
        for (int i = 0; i < 50; i++) {
            var journal = watched(new LinkJournal(loops.get(i % 2)));
            journals.add(journal);
            transport.connect(door.at(), OPTIONS, journal.loop(), journal);
        }

        transport.close();

        for (var journal : journals) assertEquals(Optional.empty(), journal.end());
    }

    @Test
    void aTransportLeavesNoThreads() throws InterruptedException {
        var before = Thread.getAllStackTraces().keySet();
        var transport = transport();
        var pair = pair(transport, OPTIONS, OPTIONS);
        pair.dialed().link().send(new Verack());
        pair.accepted().message();

        transport.close();

        var left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        for (var thread : left) assertTrue(thread.join(LinkJournal.PATIENCE), () -> thread.getName() + " still runs");
    }

    @Test
    void aTransportCannotBeClosedByItsOwnLoop() {
        var transport = transport();

        onLoop(transport.nextLoop(), () -> assertThrows(IllegalStateException.class, transport::close));

        pair(transport, OPTIONS, OPTIONS).dialed().link();
    }

    /// Throws in one of its calls.
    private static final class Throwing extends LinkJournal {
        private final Where where;

        private enum Where { OPENED, RECEIVED, OUTCOME, CLOSED }

        Throwing(EventLoop loop, Where where) {
            super(loop);
            this.where = where;
        }

        @Override
        public void opened(Link link) {
            super.opened(link);
            maybeThrow(Where.OPENED);
        }

        @Override
        public void received(Link link, Message message, long frameBytes) {
            super.received(link, message, frameBytes);
            maybeThrow(Where.RECEIVED);
        }

        @Override
        public void closed(Optional<PeerFailure> failure) {
            super.closed(failure);
            maybeThrow(Where.CLOSED);
        }

        void maybeThrow(Where here) {
            if (here == where) throw new StackOverflowError("thrown by a test in " + here);
        }
    }
}
