package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ListenerBound;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Relays of real managers over real sockets, in a row: whoever is at one end hears of the other end by relay alone.
class DemoRelayIT {
    private static final int PATIENCE_SECONDS = 30;
    private static final Endpoint ANY_PORT = new Endpoint(IpAddress.parse("127.0.0.1"), 0);

    private final List<Member> members = new ArrayList<>();

    @AfterEach
    void close() {
        members.reversed().forEach(member -> member.manager.close());
    }

    @Test
    void aBlockAndATransactionReachWhoIsNotConnectedToTheirMaker() throws Exception {
        var maker = join(List.of());
        var middle = join(List.of(maker));
        var end = join(List.of(middle));
        var payment = RegtestBlocksTest.payment(1);
        maker.awaitConnections(1);
        middle.awaitConnections(2);
        maker.relay.submit(payment);
        assertThat(end.transactions(() -> announce(maker, middle))).isEqualTo(payment);
        var block = maker.mine();
        assertThat(block.transactions()).contains(payment);
        assertThat(end.blocks(() -> announce(maker, middle))).isEqualTo(block);
        assertThat(end.chain.tip().hash()).isEqualTo(block.hash());
        assertThat(end.pool.waiting()).as("what is in a block waits no more").isEmpty();
    }

    @Test
    void whoComesLateCatchesUpByHeaders() throws Exception {
        var maker = join(List.of());
        for (int i = 0; i < 3 * DemoChain.BLOCKS_KEPT; i++) maker.mine();
        var late = join(List.of(maker));
        for (int i = 0; i < DemoChain.BLOCKS_KEPT; i++) late.blocks(() -> {});
        assertThat(late.chain.tip()).isEqualTo(maker.chain.tip());
    }

    @Test
    void whoMissedABlockAsksForWhatLiesBetween() throws Exception {
        var maker = join(List.of());
        var behind = join(List.of(maker));
        maker.awaitConnections(1);
        // When this one is there, what is asked at the beginning of a connection was answered.
        var known = maker.mine();
        assertThat(behind.blocks(() -> announce(maker))).isEqualTo(known);
        var first = maker.mine();
        var second = maker.mine();
        maker.manager.broadcast(second);
        assertThat(behind.blocks(() -> {})).isEqualTo(first);
        assertThat(behind.blocks(() -> {})).isEqualTo(second);
        assertThat(behind.chain.tip().hash()).isEqualTo(second.hash());
    }

    @Test
    void aBlockThatIsNotSoundGoesNoFurther() throws Exception {
        var maker = join(List.of());
        var middle = join(List.of(maker));
        maker.awaitConnections(1);
        var good = RegtestBlocks.mine(RegtestBlocks.GENESIS, 1, List.of(), 1_700_000_000L);
        var bad = new Block(good.header(), List.of(RegtestBlocksTest.payment(1)));
        maker.manager.broadcast(bad);
        maker.manager.broadcast(good);
        assertThat(middle.blocks(() -> {})).isEqualTo(good);
    }

    private static void announce(Member... members) {
        for (var member : members) member.relay.announce();
    }

    private Member join(List<Member> peers) throws Exception {
        var member = new Member(peers.stream().map(peer -> peer.endpoint).toList());
        members.add(member);
        member.manager.start();
        member.endpoint = member.bound.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return member;
    }

    /// A manager with a relay, and what came to it.
    private static final class Member implements DemoRelay.Witness {
        final DemoChain chain = new DemoChain();
        final TransactionPool pool = new TransactionPool();
        final CompletableFuture<Endpoint> bound = new CompletableFuture<>();
        final PeerManager manager;
        final DemoRelay relay = new DemoRelay(chain, pool, this);
        Endpoint endpoint = ANY_PORT;
        private final BlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
        private final BlockingQueue<Transaction> transactions = new LinkedBlockingQueue<>();
        private final BlockingQueue<Endpoint> established = new LinkedBlockingQueue<>();

        Member(List<Endpoint> peers) {
            var config = DemoSettings.node(new Endpoint(ANY_PORT.ip(), 18_444), new Endpoint(ANY_PORT.ip(), 1));
            config = config.withListener(config.listener().withAddresses(List.of(ANY_PORT)).withPort(OptionalInt.of(0)))
                    .withDiscovery(config.discovery().withStrategies(List.of()))
                    .withLimits(config.limits().withTarget(0));
            var builder = PeerManager.builder(config).extension(relay);
            if (!peers.isEmpty()) builder.withFixedPeers(peers);
            manager = builder.build();
            manager.subscribeControlEvents(this::happened);
        }

        Block mine() {
            var block = RegtestBlocks.mine(chain.tip().header(), chain.tip().height() + 1, pool.waiting(), 1_700_000_000L);
            relay.submit(block);
            return block;
        }

        void awaitConnections(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) next(established, () -> {});
        }

        @Override
        public void block(Block block, int height, Endpoint from) {
            blocks.add(block);
        }

        @Override
        public void transaction(Transaction transaction, Endpoint from) {
            transactions.add(transaction);
        }

        /// The next block that comes, while `meanwhile` is done again and again.
        Block blocks(Runnable meanwhile) throws InterruptedException {
            return next(blocks, meanwhile);
        }

        Transaction transactions(Runnable meanwhile) throws InterruptedException {
            return next(transactions, meanwhile);
        }

        private void happened(ControlEvent event) {
            if (event instanceof ListenerBound(var address)) bound.complete(address);
            if (event instanceof ConnectionEstablished(_, var address, _)) established.add(address);
        }

        private static <T> T next(BlockingQueue<T> queue, Runnable meanwhile) throws InterruptedException {
            for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
                meanwhile.run();
                T came = queue.poll(50, TimeUnit.MILLISECONDS);
                if (came != null) return came;
            }
            throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
        }
    }
}
