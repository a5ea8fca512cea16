package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.error.PeerFailure.ConnectionRefused;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.error.PeerFailure.ConnectionTimeout;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What [TransportContract] asks about the life of links.
abstract class TransportLinkTests extends TransportListenTests {
    @Test
    void bothEndsOfALinkKnowEachOther() {
        var pair = pair();
        var dialed = pair.dialed().link();
        var accepted = pair.accepted().link();

        assertEquals(dialed.remote(), accepted.local());
        assertEquals(accepted.remote(), dialed.local());
        assertNotEquals(0, dialed.local().port());
        assertSame(pair.dialed().loop(), dialed.loop());
        assertSame(pair.accepted().loop(), accepted.loop());
    }

    @Test
    void anOutcomeComesAfterConnectReturned() {
        var transport = transport();
        var door = door(transport, OPTIONS);
        var loop = transport.nextLoop();
        var returned = new AtomicBoolean();
        var openedAfter = new CompletableFuture<Boolean>();
        var journal = watched(new LinkJournal(loop) {
            @Override
            public void opened(Link link) {
                super.opened(link);
                openedAfter.complete(returned.get());
            }
        });
        var refused = watched(new LinkJournal(loop) {
            @Override
            public void closed(Optional<PeerFailure> failure) {
                super.closed(failure);
                if (!returned.get()) throw new AssertionError("closed before connect returned");
            }
        });

        onLoop(loop, () -> {
            transport.connect(door.at(), OPTIONS, loop, journal);
            transport.connect(new Endpoint(IpAddress.parse("127.0.0.1"), 0), OPTIONS, loop, refused);
            assertFalse(journal.wasOpened());
            assertFalse(refused.hasEnded());
            returned.set(true);
        });

        assertTrue(LinkJournal.await(openedAfter, "the link to open"));
        assertInstanceOf(ConnectionRefused.class, refused.failure());
    }

    @Test
    void whereNobodyListensTheConnectionIsRefused() throws IOException {
        try (var reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            var journal = dial(transport(), Endpoint.of((InetSocketAddress) reserved.getLocalSocketAddress()), OPTIONS);

            assertInstanceOf(ConnectionRefused.class, journal.failure());
            assertFalse(journal.wasOpened());
        }
    }

    @Test
    void whereNobodyAnswersTheConnectionTimesOut() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) deaf.getLocalSocketAddress();
            var crowd = new ArrayList<Socket>();
            try {
                while (joined(crowd, address)) assumeTrue(crowd.size() < 64, "this system answers although the backlog is full");
                var timeout = Duration.ofMillis(200);

                var journal = dial(transport(), Endpoint.of(address), withTimeouts(timeout, OPTIONS.writeTimeout()));

                assertEquals(new ConnectionTimeout(timeout), journal.failure());
                assertFalse(journal.wasOpened());
            } finally {
                for (var socket : crowd) socket.close();
            }
        }
    }

    @Test
    void linksAreDialedFromTheAddressAskedFor() {
        var transport = transport();
        var door = door(transport, OPTIONS);
        var from = IpAddress.parse("127.0.0.2");

        var dialed = dial(transport, door.at(), from(from));

        assertEquals(from, dialed.link().local().ip());
        assertEquals(dialed.link().local(), door.next().link().remote());
    }

    @Test
    void anAddressOfAnotherMachineCannotBeDialedFrom() {
        var transport = transport();
        var door = door(transport, OPTIONS);

        var dialed = dial(transport, door.at(), from(IpAddress.parse("192.0.2.1")));

        assertInstanceOf(ConnectionRefused.class, dialed.failure());
    }

    @Test
    void whoClosesHearsNoFailureAndTheOtherDoes() {
        var pair = pair();

        pair.dialed().link().close();

        assertEquals(Optional.empty(), pair.dialed().end());
        assertInstanceOf(ConnectionReset.class, pair.accepted().failure());
        pair.dialed().link().close();
        assertFalse(LinkJournal.await(send(pair.dialed().link(), new Verack()), "the outcome"));
        assertFalse(LinkJournal.await(send(pair.accepted().link(), new Verack()), "the outcome"));
    }

    @Test
    void aLinkMayBeClosedInsideEveryCall() {
        var transport = transport();
        var door = door(transport, "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                link.close();
                if (hasEnded()) breach("closed inside another call");
            }
        });
        var closedAtOnce = watched(new LinkJournal(transport.nextLoop()) {
            @Override
            public void opened(Link link) {
                super.opened(link);
                link.close();
                if (hasEnded()) breach("closed inside another call");
            }
        });
        transport.connect(door.at(), OPTIONS, closedAtOnce.loop(), closedAtOnce);
        assertEquals(Optional.empty(), closedAtOnce.end());
        door.next();

        var dialed = dial(transport, door.at(), OPTIONS);
        for (int i = 0; i < 10; i++) dialed.link().send(new Ping(i));

        var accepted = door.next();
        assertEquals(Optional.empty(), accepted.end());
        assertEquals(1, accepted.unread());
        dialed.end();
    }

    @Test
    void whatWasSentBeforeTheCloseStillArrives() {
        var pair = pair(transport(), ROOMY, OPTIONS);
        var last = new CompletableFuture<Boolean>();

        for (int i = 0; i < 20; i++) pair.dialed().link().send(bulk(MIB, i));
        pair.dialed().link().send(new Verack(), last::complete);
        pair.dialed().link().close();

        for (int i = 0; i < 20; i++) assertEquals(bulk(MIB, i), pair.accepted().message());
        assertEquals(new Verack(), pair.accepted().message());
        assertEquals(Optional.empty(), pair.dialed().end());
        assertTrue(LinkJournal.await(last, "the outcome"));
        assertInstanceOf(ConnectionReset.class, pair.accepted().failure());
    }

    @Test
    void bothMayCloseAtOnce() {
        var transport = transport();
        for (int i = 0; i < 20; i++) {
            var pair = pair(transport, OPTIONS, OPTIONS);
            Together.run(2, side -> (side == 0 ? pair.dialed() : pair.accepted()).link().close());
            pair.dialed().end();
            pair.accepted().end();
        }
    }

    private static LinkOptions from(IpAddress address) {
        return new LinkOptions(MAGIC, OPTIONS.payloads(), OPTIONS.connectTimeout(), OPTIONS.writeTimeout(), OPTIONS.maxQueuedBytes(), Optional.of(address));
    }

    /// Fills the backlog of a listener that never accepts; false once it is full.
    private static boolean joined(List<Socket> crowd, InetSocketAddress address) throws IOException {
        var socket = new Socket();
        crowd.add(socket);
        try {
            socket.connect(address, 300);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }
}
