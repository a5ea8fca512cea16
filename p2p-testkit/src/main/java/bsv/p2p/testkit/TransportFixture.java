package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/// What the tests of [TransportContract] share: a transport, and links over loopback whose handlers write down what they hear.
public abstract class TransportFixture {
    protected static final Magic MAGIC = Magic.parse("fabfb5da");
    protected static final int MIB = 1 << 20;
    protected static final LinkOptions OPTIONS = LinkOptions.of(MAGIC, ConnectionConfig.DEFAULT, Optional.empty());
    /// Never cut off for what waits, in a test's time.
    protected static final LinkOptions ROOMY = withQueue(256L * MIB);

    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final List<LinkJournal> journals = new CopyOnWriteArrayList<>();

    protected TransportFixture() {}

    /// Opens a transport with at least two loops.
    protected abstract Transport open();

    @AfterEach
    final void closeTransports() {
        transports.forEach(Transport::close);
        for (var journal : journals) assertEquals(List.of(), journal.breaches(), "breaches of what LinkHandler promises");
    }

    /// A transport that is closed after the test.
    protected final Transport transport() {
        var transport = open();
        transports.add(transport);
        return transport;
    }

    /// A journal whose breaches fail the test.
    protected final <J extends LinkJournal> J watched(J journal) {
        journals.add(journal);
        return journal;
    }

    /// Dials with a plain journal.
    protected final LinkJournal dial(Transport transport, Endpoint remote, LinkOptions options) {
        var journal = watched(new LinkJournal(transport.nextLoop()));
        transport.connect(remote, options, journal.loop(), journal);
        return journal;
    }

    /// Listens on a free port of 127.0.0.1 and keeps a journal of each link.
    protected final Door door(Transport transport, LinkOptions options) {
        return door(transport, "127.0.0.1:0", options, LinkJournal::new);
    }

    protected final Door door(Transport transport, String local, LinkOptions options, Function<EventLoop, LinkJournal> handlers) {
        return new Door(transport, Endpoint.parse(local), options, loop -> watched(handlers.apply(loop)));
    }

    /// Two ends of one open connection.
    protected final Pair pair(Transport transport, LinkOptions dialing, LinkOptions accepting) {
        var door = door(transport, accepting);
        var dialed = dial(transport, door.at(), dialing);
        dialed.link();
        return new Pair(dialed, door.next());
    }

    protected final Pair pair() {
        return pair(transport(), OPTIONS, OPTIONS);
    }

    /// Runs `task` on a loop and waits for it: what was handed to the loop before has run then.
    protected static void onLoop(EventLoop loop, Runnable task) {
        var done = new CompletableFuture<Boolean>();
        loop.execute(() -> {
            try {
                task.run();
                done.complete(true);
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        });
        LinkJournal.await(done, "a task on a loop");
    }

    /// Waits until `loop` ran what was handed to it.
    protected static void turn(EventLoop loop) {
        onLoop(loop, () -> {});
    }

    /// Sends and returns what will become of it.
    protected static CompletableFuture<Boolean> send(Link link, Message message) {
        var written = new CompletableFuture<Boolean>();
        link.send(message, outcome -> {
            if (!written.complete(outcome)) throw new AssertionError("the outcome of one message was told twice");
        });
        return written;
    }

    /// A message of `payload` bytes, all of them `fill`.
    protected static Unknown bulk(int payload, int fill) {
        var bytes = new byte[payload];
        Arrays.fill(bytes, (byte) fill);
        return new Unknown(new Command("bulk"), Bytes.wrap(bytes));
    }

    protected static LinkOptions withQueue(long maxQueuedBytes) {
        return new LinkOptions(MAGIC, OPTIONS.payloads(), OPTIONS.connectTimeout(), OPTIONS.writeTimeout(), maxQueuedBytes, Optional.empty());
    }

    protected static LinkOptions withTimeouts(Duration connect, Duration write) {
        return new LinkOptions(MAGIC, OPTIONS.payloads(), connect, write, ROOMY.maxQueuedBytes(), Optional.empty());
    }

    /// Who dialed and who accepted.
    protected record Pair(LinkJournal dialed, LinkJournal accepted) {}

    /// A listener and the journals of the links that came in.
    protected static final class Door {
        private final Transport.Listener listener;
        private final BlockingQueue<LinkJournal> came = new LinkedBlockingQueue<>();

        private Door(Transport transport, Endpoint local, LinkOptions options, Function<EventLoop, LinkJournal> handlers) {
            listener = transport.listen(local, options, (_, loop) -> {
                var journal = handlers.apply(loop);
                came.add(journal);
                return Optional.of(journal);
            });
        }

        public Transport.Listener listener() {
            return listener;
        }

        public Endpoint at() {
            return listener.local();
        }

        /// Waits for the next link to be open.
        public LinkJournal next() {
            try {
                var journal = Optional.ofNullable(came.poll(LinkJournal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                        .orElseThrow(() -> new AssertionError("waited in vain for a connection"));
                journal.link();
                return journal;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a connection", interrupted);
            }
        }
    }
}
