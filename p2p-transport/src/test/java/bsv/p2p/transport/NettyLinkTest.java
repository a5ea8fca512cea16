package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.leaks.CountedResources;
import bsv.p2p.testkit.LinkJournal;
import bsv.p2p.testkit.TransportFixture;
import io.netty.util.LeakPresenceDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a Netty link does beyond the contract: nothing comes after a pause, nothing is held while idle, and last words arrive.
@ParameterizedClass
@EnumSource(SocketIo.class)
class NettyLinkTest extends TransportFixture {
    @Parameter
    SocketIo io;

    @Override
    protected Transport open() {
        return NettyTransportTest.open(io);
    }

    @Test
    void afterAPauseNotEvenWhatWasReadAlreadyIsDelivered() throws IOException {
        var door = door(transport(), "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                link.pauseReading(true);
            }

            @Override
            public void faulted(Link link, LinkFault fault) {
                super.faulted(link, fault);
                link.pauseReading(true);
            }
        });
        try (var raw = new RawPeer(door.at())) {
            var frames = new ByteArrayOutputStream();
            frames.write(RawPeer.frame(MAGIC, "ping", RawPeer.nonce(1)));
            frames.write(RawPeer.frame(MAGIC, "ping", new byte[1]));
            frames.write(RawPeer.frame(MAGIC, "ping", RawPeer.nonce(2)));
            frames.write(RawPeer.frame(MAGIC, "ping", RawPeer.nonce(3)));
            raw.write(frames.toByteArray());
            var journal = door.next();

            assertThat(journal.message()).isEqualTo(new Ping(1));
            turn(journal.loop());
            assertThat(journal.unread()).isZero();

            journal.link().pauseReading(false);
            assertThat(journal.fault()).isInstanceOf(LinkFault.Malformed.class);
            turn(journal.loop());
            assertThat(journal.unread()).isZero();

            journal.link().pauseReading(false);
            assertThat(journal.message()).isEqualTo(new Ping(2));
            journal.link().pauseReading(false);
            assertThat(journal.message()).isEqualTo(new Ping(3));
            assertThat(journal.unread()).isZero();
        }
    }

    /// Small messages of the loop are collected, large ones and those of other threads go their own way; none overtakes another of the same
    /// thread, pings and pongs excepted.
    @Test
    void whatOneThreadSendsArrivesInTheOrderInWhichItWasSent() {
        var pair = pair();
        var link = pair.dialed().link();
        var outcomes = new AtomicInteger();
        int rounds = 50;
        var fromLoop = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                link.send(new FeeFilter(4L * i));
                link.send(bulk(5_000 + i, 1), written -> outcomes.addAndGet(written ? 1 : 0));
                link.send(new FeeFilter(4L * i + 1), written -> outcomes.addAndGet(written ? 1 : 0));
            }
        }, link.loop());
        for (int i = 0; i < rounds; i++) {
            link.send(new FeeFilter(4L * i + 2), written -> outcomes.addAndGet(written ? 1 : 0));
            link.send(new FeeFilter(4L * i + 3));
        }
        LinkJournal.await(fromLoop, "the loop to send");
        var heard = pair.accepted().messages(5 * rounds);

        var numbers = heard.stream().filter(FeeFilter.class::isInstance).map(small -> ((FeeFilter) small).feeRate()).toList();
        assertThat(numbers.stream().filter(number -> number % 4 < 2)).isSorted().hasSize(2 * rounds);
        assertThat(numbers.stream().filter(number -> number % 4 >= 2)).isSorted().hasSize(2 * rounds);
        for (int i = 0; i < heard.size(); i++) {
            if (heard.get(i) instanceof FeeFilter) continue;
            var before = heard.subList(0, i).stream().filter(small -> small instanceof FeeFilter(long number) && number % 4 < 2).count();
            assertThat(before % 2).as("a large one came between the two that were sent around it").isOne();
        }
        turn(pair.dialed().loop());
        assertThat(outcomes).hasValue(3 * rounds);
        assertThat(link.counters().messagesSent()).isEqualTo(5L * rounds);
    }

    /// The answers to all of them are thirty times what may wait; those to the pings of a single read are more already.
    @Test
    void whoAsksFasterThanItReadsIsReadAsFastAsItTakesItsAnswers() throws IOException {
        int count = 30_000;
        var door = door(transport(), "127.0.0.1:0", withQueue(256 << 10), loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                link.send(((Ping) message).reply());
            }
        });
        try (var raw = new RawPeer(door.at())) {
            var ping = RawPeer.frame(MAGIC, "ping", RawPeer.nonce(7));
            var pings = ByteBuffer.allocate(count * ping.length);
            while (pings.hasRemaining()) pings.put(ping);
            var written = CompletableFuture.runAsync(() -> writeAll(raw, pings.array()));

            var pong = RawPeer.frame(MAGIC, "pong", RawPeer.nonce(7));
            var pongs = raw.read(count * pong.length);
            assertThat(pongs).hasSize(count * pong.length).endsWith(pong);
            LinkJournal.await(written, "the pings to be written");
        }
    }

    @Test
    void whoAsksAndNeverReadsIsNotReadForEver() throws IOException {
        var options = new LinkOptions(MAGIC, OPTIONS.payloads(), OPTIONS.connectTimeout(), Duration.ofMillis(500), 256 << 10, Optional.empty());
        var door = door(transport(), "127.0.0.1:0", options, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                link.send(((Ping) message).reply());
            }
        });
        try (var raw = new RawPeer(door.at(), 4 << 10)) {
            var journal = door.next();
            var ping = RawPeer.frame(MAGIC, "ping", RawPeer.nonce(7));
            var pings = ByteBuffer.allocate(32 * MIB);
            while (pings.hasRemaining()) pings.put(ping);
            var written = CompletableFuture.runAsync(() -> writeAll(raw, pings.array()));

            assertThat(journal.failure()).isInstanceOf(ConnectionReset.class);
            assertThat(journal.link().counters().bytesReceived()).isLessThan(4 * MIB);
            assertThat(written).failsWithin(LinkJournal.PATIENCE);
        }
    }

    private static void writeAll(RawPeer raw, byte[] bytes) {
        try {
            raw.write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void resumingInsideACallDoesNotBringTheNextCallIntoIt() throws IOException {
        var depth = new AtomicInteger();
        var deepest = new AtomicInteger();
        var door = door(transport(), "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
                link.pauseReading(true);
                link.pauseReading(((Ping) message).nonce() == 0);
                depth.decrementAndGet();
                super.received(link, message, frameBytes);
            }
        });
        try (var raw = new RawPeer(door.at())) {
            var frames = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) frames.write(RawPeer.frame(MAGIC, "ping", RawPeer.nonce(i)));
            raw.write(frames.toByteArray());
            var journal = door.next();
            assertThat(journal.message()).isEqualTo(new Ping(0));

            journal.link().pauseReading(false);

            assertThat(journal.messages(9)).isEqualTo(IntStream.range(1, 10).mapToObj(Ping::new).toList());
            assertThat(deepest).hasValue(1);
        }
    }

    @Test
    void anIdleLinkHoldsNoBufferItsLoopOneForAllLinks() {
        assumeFalse(io == SocketIo.IO_URING, "which has a test of its own");
        var transport = transport();
        var pair = idlePair(transport);
        turn(pair.dialed().loop());
        turn(pair.accepted().loop());
        nothingIsHeldBut(frame -> frame.getClassName().startsWith(ReadBuffer.class.getName()), transport);
    }

    private Pair idlePair(Transport transport) {
        var pair = pair(transport, OPTIONS, OPTIONS);
        for (int i = 0; i < 10; i++) {
            pair.dialed().link().send(bulk(100_000, i));
            pair.accepted().link().send(new Ping(i));
        }
        pair.accepted().messages(10);
        pair.dialed().messages(10);
        return pair;
    }

    /// The news that there is something to read may be old when it comes: it is read already. Netty begins a read all the same, which then
    /// waits, with its buffer, for what comes next. Everything else is released after a few turns, when the system said so.
    @Test
    void onIoUringAnIdleLinkHoldsTheBufferOfOneReadAtMost() {
        assumeTrue(io == SocketIo.IO_URING);
        var transport = transport();
        var pair = idlePair(transport);
        for (int i = 0; i < 1_000 && CountedResources.anyOpen(); i++) {
            turn(pair.dialed().loop());
            turn(pair.accepted().loop());
        }
        nothingIsHeldBut(frame -> frame.getMethodName().equals("scheduleRead0"), transport);
    }

    /// @param maker of the buffers that two links, or their loops, may hold; it closes the transport
    private static void nothingIsHeldBut(Predicate<StackTraceElement> maker, Transport transport) {
        var held = held();
        assertThat(held).hasSizeLessThanOrEqualTo(2).allSatisfy(buffer -> assertThat(buffer.getStackTrace()).anyMatch(maker));
        if (held.length == 0) return;
        transport.close();
        // To look made the detector forget them; what is released after that is too much for it, once.
        assertThatIllegalStateException().isThrownBy(LeakPresenceDetector::check).withMessageContaining("negative");
    }

    /// Where the buffers that are not released were made.
    private static Throwable[] held() {
        try {
            LeakPresenceDetector.check();
            return new Throwable[0];
        } catch (IllegalStateException open) {
            return open.getSuppressed();
        }
    }

    @Test
    void progressOfAPayloadIsTakenOnce() throws IOException {
        var door = door(transport(), OPTIONS);
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            var frame = RawPeer.frame(MAGIC, "ping", RawPeer.nonce(7));
            assertThat(progress(journal)).isFalse();

            raw.write(Arrays.copyOf(frame, 30));
            awaitBytes(journal, 30);
            assertThat(progress(journal)).isTrue();
            assertThat(progress(journal)).isFalse();

            raw.write(Arrays.copyOfRange(frame, 30, 31));
            awaitBytes(journal, 31);
            assertThat(progress(journal)).isTrue();

            raw.write(Arrays.copyOfRange(frame, 31, 32));
            assertThat(journal.message()).isEqualTo(new Ping(7));
            assertThat(progress(journal)).isFalse();
        }
    }

    /// The socket stays for a while, then goes; neither takes the bytes back that the system still holds for the peer. Closed over unread
    /// bytes, it would send RST and they would be lost.
    @Test
    void lastWordsArriveThoughThePeerIsSlowAndItsOwnBytesLieUnread() throws IOException {
        var door = door(transport(), OPTIONS);
        try (var raw = new RawPeer(door.at(), 4 << 10)) {
            var journal = door.next();
            var link = (NettyLink) journal.link();
            link.pauseReading(true);
            turn(journal.loop());
            raw.write(new byte[100_000]);

            var words = bulk(16_000, 7);
            link.send(words);
            link.close();
            assertThat(journal.end()).isEmpty();
            assertThat(link.awaitClosed(LinkJournal.PATIENCE)).isTrue();

            assertThat(raw.readAll()).isEqualTo(RawPeer.frame(MAGIC, "bulk", words.payload().toArray()));
        }
    }

    /// To the farewell of such a socket the system says that it is not connected; no word of the reset has reached its link.
    @Test
    void whatThePeerResetAMomentBeforeEndsAtOnceWhenItIsClosed() throws IOException {
        var door = door(transport(), OPTIONS);
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            var link = journal.link();
            var endedAtOnce = new CompletableFuture<Boolean>();
            link.loop().execute(() -> {
                try {
                    raw.reset();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                link.close();
                link.loop().execute(() -> endedAtOnce.complete(journal.hasEnded()));
            });
            assertThat(LinkJournal.await(endedAtOnce, "the turn of the loop")).isTrue();
            assertThat(((NettyLink) link).awaitClosed(LinkJournal.PATIENCE)).isTrue();
        }
    }

    /// The peer takes what was sent before it, and so brings the turn of the payload.
    @Test
    void aPayloadWhoseTurnComesWhenItsLinkIsClosedIsNotRead() throws IOException {
        var door = door(transport(), ROOMY);
        var openings = new AtomicInteger();
        var outcome = new CompletableFuture<Boolean>();
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            var link = journal.link();
            for (int i = 0; i < 4; i++) link.send(bulk(MIB, i));
            link.send(hugeBlock(openings), outcome::complete);
            link.close();

            assertThat(raw.readAll()).hasSize(4 * (MIB + 24));
            assertThat(LinkJournal.await(outcome, "what became of the payload")).isFalse();
            assertThat(journal.end()).isEmpty();
        }
        assertThat(openings).hasValue(0);
    }

    /// What a thread is about to send when another closes the link may still be among the last words, or find a socket that takes nothing any more.
    @Test
    void whatIsSentWhileTheLinkClosesIsNotForgotten() throws IOException {
        var door = door(transport(), ROOMY);
        var message = bulk(64 * MIB, 1);
        var outcome = new CompletableFuture<Boolean>();
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            var link = journal.link();
            var sender = Thread.ofPlatform().start(() -> link.send(message, outcome::complete));
            awaitCall(sender, "doubleSha256");
            link.close();

            boolean arrived = raw.readAll().length > 0;
            assertThat(LinkJournal.await(outcome, "what became of the message")).isEqualTo(arrived);
            assertThat(journal.end()).isEmpty();
            turn(journal.loop());
            assertThat(link.queuedBytes()).isZero();
        }
    }

    private static void awaitCall(Thread thread, String method) {
        long deadline = System.nanoTime() + LinkJournal.PATIENCE.toNanos();
        while (Arrays.stream(thread.getStackTrace()).noneMatch(call -> call.getMethodName().equals(method))) {
            assertThat(System.nanoTime() - deadline).as("nanoseconds over time").isNegative();
        }
    }

    @Test
    void whoFloodsAClosedLinkIsNotHeardOut() throws IOException {
        var door = door(transport(), OPTIONS);
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            journal.link().close();
            assertThat(journal.end()).isEmpty();

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                for (int i = 0; i < 64; i++) raw.write(new byte[MIB]);
            });
        }
    }

    /// As many sockets may wait for a FIN from far away as there are links.
    @Test
    void whatIsLeftOfALinkThatEndedKeepsNothingOfItsOwner() throws IOException {
        var transport = transport();
        var loop = transport.nextLoop();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var owner = hangUpOn(Endpoint.parse("127.0.0.1", server.getLocalPort()), transport, loop);
            try (var peer = server.accept()) {
                turn(loop);
                System.gc();
                assertThat(owner.refersTo(null)).isTrue();
                assertThat(peer.getInputStream().read()).as("this side hung up").isEqualTo(-1);
                assertThatNoException().as("it takes what the peer says last").isThrownBy(() -> peer.getOutputStream().write(new byte[1000]));
            }
        }
    }

    @Test
    void aTransportThatClosesLetsPeersHangUpOnLinksThatEnded() throws IOException {
        var transport = transport();
        var loop = transport.nextLoop();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            hangUpOn(Endpoint.parse("127.0.0.1", server.getLocalPort()), transport, loop);
            try (var peer = server.accept()) {
                turn(loop);
                loop.schedule(() -> hangUp(peer), Duration.ofMillis(100));

                transport.close();

                assertThat(peer.isClosed()).as("the loop lived until the peer hung up").isTrue();
            }
        }
    }

    private static void hangUp(Socket peer) {
        try {
            peer.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Dials, and closes at once when it is connected.
    ///
    /// @return the handler, that of a link which has ended
    private static WeakReference<LinkHandler> hangUpOn(Endpoint peer, Transport transport, EventLoop loop) {
        var ended = new CompletableFuture<Optional<PeerFailure>>();
        var owner = new LinkHandler() {
            @Override
            public void opened(Link link) {
                link.close();
            }

            @Override
            public void received(Link link, Message message, long frameBytes) {
                // The peer says nothing.
            }

            @Override
            public void faulted(Link link, LinkFault fault) {
                // As above.
            }

            @Override
            public void closed(Optional<PeerFailure> failure) {
                ended.complete(failure);
            }
        };
        transport.connect(peer, OPTIONS, loop, owner);
        assertThat(LinkJournal.await(ended, "the end")).isEmpty();
        return new WeakReference<>(owner);
    }

    @Test
    void whatCameBeforeTheEndIsDeliveredThoughReadingIsPaused() throws IOException {
        var paused = new CompletableFuture<Boolean>();
        var door = door(transport(), "127.0.0.1:0", OPTIONS, loop -> new LinkJournal(loop) {
            @Override
            public void received(Link link, Message message, long frameBytes) {
                super.received(link, message, frameBytes);
                if (paused.complete(true)) link.pauseReading(true);
            }
        });
        try (var raw = new RawPeer(door.at())) {
            var frames = new ByteArrayOutputStream();
            for (int i = 0; i < 3; i++) frames.write(RawPeer.frame(MAGIC, "ping", RawPeer.nonce(i)));
            raw.write(frames.toByteArray());
            var journal = door.next();
            LinkJournal.await(paused, "the pause");
            raw.finish();
            journal.link().pauseReading(false);

            assertThat(journal.failure()).isEqualTo(new ConnectionReset("closed by the peer"));
            assertThat(journal.messages(3)).isEqualTo(IntStream.range(0, 3).mapToObj(Ping::new).toList());
        }
    }

    @Test
    void whatBecameOfEveryMessageIsToldBeforeTheEnd() throws IOException {
        var told = new CompletableFuture<Boolean>();
        var toldBeforeTheEnd = new CompletableFuture<Boolean>();
        var door = door(transport(), "127.0.0.1:0", ROOMY, loop -> new LinkJournal(loop) {
            @Override
            public void closed(Optional<PeerFailure> failure) {
                super.closed(failure);
                toldBeforeTheEnd.complete(told.isDone());
            }
        });
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            // The second is sent when the connection is gone already, but its owner does not know.
            journal.link().send(bulk(32 * MIB, 1), _ -> journal.link().send(new Ping(2), told::complete));
            turn(journal.loop());
            raw.reset();

            assertThat(LinkJournal.await(toldBeforeTheEnd, "the end")).isTrue();
            assertThat(told).isCompletedWithValue(false);
        }
    }

    @Test
    void whoWasNotReadFromIsExcusedAndOnceMoreAfterwards() {
        var journal = pair().accepted();
        assertThat(progress(journal)).isFalse();
        onLoop(journal.loop(), () -> journal.link().pauseReading(true));
        assertThat(progress(journal)).isTrue();
        assertThat(progress(journal)).isTrue();
        onLoop(journal.loop(), () -> journal.link().pauseReading(false));
        assertThat(progress(journal)).isTrue();
        assertThat(progress(journal)).isFalse();
    }

    @Test
    void aPayloadAboveFourGigabytesGoesOutUnderAnExtendedHeaderWithoutBeingHashed() throws IOException {
        var door = door(transport(), OPTIONS);
        var openings = new AtomicInteger();
        try (var raw = new RawPeer(door.at())) {
            var journal = door.next();
            journal.link().send(hugeBlock(openings), _ -> {});

            assertThat(raw.read(44)).asHexString().isEqualToIgnoringCase("fabfb5da" + "6578746d7367000000000000" + "ffffffff" + "00000000" + "626c6f636b00000000000000" + "0000000001000000");
            assertThat(raw.read(100_000)).containsOnly(0);
        }
        assertThat(openings).hasValue(1);
    }

    /// @param openings counts how often it was opened
    private static PayloadSource hugeBlock(AtomicInteger openings) {
        return new PayloadSource() {
            @Override
            public Command command() {
                return new Command("block");
            }

            @Override
            public long length() {
                return 0x1_0000_0000L;
            }

            @Override
            public ReadableByteChannel open() {
                openings.incrementAndGet();
                return Channels.newChannel(new Zeros());
            }
        };
    }

    /// Never ends.
    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
            return length;
        }
    }

    private static boolean progress(LinkJournal journal) {
        var progress = new CompletableFuture<Boolean>();
        onLoop(journal.loop(), () -> progress.complete(journal.link().takePayloadProgress()));
        return progress.join();
    }

    private static void awaitBytes(LinkJournal journal, long count) {
        long deadline = System.nanoTime() + LinkJournal.PATIENCE.toNanos();
        while (journal.link().counters().bytesReceived() < count) {
            assertThat(System.nanoTime() - deadline).as("nanoseconds over time").isNegative();
            turn(journal.loop());
        }
    }
}
