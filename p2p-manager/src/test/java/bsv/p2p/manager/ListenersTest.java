package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final Endpoint HERE = Endpoint.parse("10.9.9.9:18444");

    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Boolean> answeredWhileClosing = new CompletableFuture<>();

    /// Gossip asks on event loops where the node listens, and a listener needs its event loop to close: whoever waits for the other in
    /// there waits for ever.
    @Test
    void whereItListensIsKnownWhileAListenerIsBeingClosed() throws Exception {
        var config = VirtualNode.CONFIG.withListener(VirtualNode.CONFIG.listener().withEnabled(true).withAddresses(List.of(HERE)));
        var node = new VirtualNode(network, "10.9.9.9", config, builder -> builder.transport(new SlowToClose(network.transport(HERE.ip())))).start();
        var asker = Thread.ofPlatform().start(() -> {
            await(closing);
            assertThat(node.manager.listeners()).isNotNull();
            asked.countDown();
        });
        node.shutdown();
        assertThat(answeredWhileClosing).isCompletedWithValue(true);
        asker.join();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Its listeners close only after somebody asked where they are, or five seconds.
    private final class SlowToClose implements Transport {
        private final Transport transport;

        SlowToClose(Transport transport) {
            this.transport = transport;
        }

        @Override
        public Listener listen(Endpoint local, LinkOptions options, LinkAcceptor acceptor) {
            var listener = transport.listen(local, options, acceptor);
            return new Listener() {
                @Override
                public Endpoint local() {
                    return listener.local();
                }

                @Override
                public void close() {
                    closing.countDown();
                    answeredWhileClosing.complete(await(asked));
                    listener.close();
                }
            };
        }

        @Override
        public EventLoop nextLoop() {
            return transport.nextLoop();
        }

        @Override
        public void connect(Endpoint remote, LinkOptions options, EventLoop loop, LinkHandler handler) {
            transport.connect(remote, options, loop, handler);
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
