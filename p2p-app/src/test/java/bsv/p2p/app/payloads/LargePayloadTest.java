package bsv.p2p.app.payloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.MessageNotSent;
import bsv.p2p.api.error.PayloadFailed;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.DoubleSha256;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadFacts.BlockFacts;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.api.stream.PayloadStream;
import bsv.p2p.testkit.PlainPeerStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LargePayloadTest {
    private static final BigBlock BLOCK = BigBlock.make(4_000);
    private static final PayloadFacts FACTS = new PayloadFacts(Block.COMMAND, BLOCK.payload().length(), false, Optional.of(new BlockFacts(BLOCK.header(), 4_000)));

    private final List<PeerManager> managers = new ArrayList<>();
    private final PeerManager taker = manager(UnaryOperator.identity(), List.of());
    private final PeerManager sender = manager(UnaryOperator.identity(), List.of(taker.listeners().getFirst()));
    private final UUID peer = awaitPeer(sender);

    @TempDir
    private Path folder;

    private PeerManager manager(UnaryOperator<ManagerConfig> change, List<Endpoint> fixed) {
        var config = ManagerConfig.of(Network.REGTEST);
        config = config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1:0"))).withPort(OptionalInt.of(0)))
                .withLimits(config.limits().withTarget(0)).withDiscovery(config.discovery().withStrategies(List.of()));
        var builder = PeerManager.builder(change.apply(config)).store(new PlainPeerStore());
        var manager = (fixed.isEmpty() ? builder : builder.withFixedPeers(fixed)).build();
        managers.add(manager);
        manager.start();
        return manager;
    }

    private static UUID awaitPeer(PeerManager manager) {
        return awaitPeer(manager, false);
    }

    private static UUID awaitPeer(PeerManager manager, boolean caller) {
        var established = new CompletableFuture<UUID>();
        try (var _ = manager.subscribeControlEvents(event -> {
            if (event instanceof ControlEvent.ConnectionEstablished(var id, _, boolean inbound) && inbound == caller) established.complete(id);
        })) {
            manager.connections().stream().filter(connection -> connection.establishedAt().isPresent() && connection.inbound() == caller).findFirst().ifPresent(connection -> established.complete(connection.peerId()));
            return established.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    @AfterEach
    void stop() {
        managers.forEach(PeerManager::close);
    }

    @Test
    void aBlockFromAFileIsWalkedAndSavedOnTheOtherSide() throws Exception {
        var sent = Files.write(folder.resolve("sent"), BLOCK.payload().toArray());
        var saved = folder.resolve("saved");
        var txids = new Txids();
        var done = take(payload -> {
            assertThat(payload.facts()).isEqualTo(FACTS);
            var walker = BlockWalker.of(txids);
            payload.and(walker).saveTo(saved);
            walker.finish();
            return "saved";
        });

        sender.send(peer, PayloadSource.ofFile(Block.COMMAND, sent)).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo("saved");
        assertThat(saved).hasSameBinaryContentAs(sent);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(sent, saved);
        }
        assertThat(txids.all).isEqualTo(BLOCK.txids());
        assertThat(txids.large).isEqualTo(1);
    }

    @Test
    void theMerkleRootOfABlockIsThatOfItsHeader() throws Exception {
        var root = take(PayloadStream::merkleRoot);
        sender.send(peer, source(BLOCK.payload()));
        assertThat(root.get(20, TimeUnit.SECONDS)).isEqualTo(BLOCK.header().merkleRoot());
    }

    @Test
    void whatOneReceiverDoesNotWantTheNextMayTakeAndAThrowingOneIsPassedOver() throws Exception {
        var asked = new LinkedBlockingQueue<String>();
        taker.receivePayloads(_ -> {
            asked.add("throws");
            throw new IllegalStateException("broken on purpose");
        });
        var cancelled = taker.receivePayloads(_ -> {
            asked.add("cancelled");
            return Optional.empty();
        });
        taker.receivePayloads(_ -> {
            asked.add("declines");
            return Optional.empty();
        });
        var root = take(PayloadStream::merkleRoot);
        taker.receivePayloads(_ -> {
            asked.add("too late");
            return Optional.empty();
        });
        cancelled.cancel();
        assertThat(cancelled.isActive()).isFalse();

        sender.send(peer, source(BLOCK.payload()));

        assertThat(root.get(20, TimeUnit.SECONDS)).isEqualTo(BLOCK.header().merkleRoot());
        assertThat(asked).containsExactly("throws", "declines");
    }

    @Test
    void aPayloadThatNobodyTakesStallsNobody() throws Exception {
        var messages = messages(taker);
        sender.send(peer, source(BLOCK.payload()));
        sender.send(peer, new FeeFilter(5)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(messages.poll(20, TimeUnit.SECONDS)).isEqualTo(new FeeFilter(5));
    }

    @Test
    void whatAConsumerLeavesUnreadIsDiscardedAndTheConnectionGoesOn() throws Exception {
        var messages = messages(taker);
        var first = take(payload -> payload.next().orElseThrow().length());
        sender.send(peer, source(BLOCK.payload()));
        assertThat(first.get(20, TimeUnit.SECONDS)).isBetween(1, 1 << 16);

        var failing = take(_ -> {
            throw new IOException("broken on purpose");
        });
        sender.send(peer, source(BLOCK.payload()));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> failing.get(20, TimeUnit.SECONDS)).withMessageContaining("broken on purpose");

        sender.send(peer, new FeeFilter(6));
        assertThat(messages.poll(20, TimeUnit.SECONDS)).isEqualTo(new FeeFilter(6));
    }

    @Test
    void aConsumerThatNeverReadsStopsItsOwnPeerOnly() throws Exception {
        var block = BigBlock.make(40_000).payload();
        var taken = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var root = take(payload -> {
            taken.countDown();
            goOn.await();
            return payload.merkleRoot();
        });
        var bystander = manager(UnaryOperator.identity(), List.of(taker.listeners().getFirst()));
        var there = awaitPeer(bystander);
        var pongs = new LinkedBlockingQueue<Pong>();
        bystander.subscribeBitcoinMessages(event -> {
            if (event.message() instanceof Pong pong && pong.nonce() > 0 && pong.nonce() <= 500) pongs.add(pong);
        }, SubscriptionOptions.DEFAULT.withKeepAlive(true));

        var written = sender.send(peer, source(block)).toCompletableFuture();
        assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
        // Until nothing has moved for a while; a payload that is not stopped gets through meanwhile.
        long sent = 0;
        for (int still = 0; still < 500; still++) {
            bystander.send(there, new Ping(1 + still));
            assertThat(pongs.poll(20, TimeUnit.SECONDS)).isEqualTo(new Pong(1 + still));
            long now = sender.connections().getFirst().bytesSent();
            if (now != sent) still = 0;
            sent = now;
        }
        assertThat(written).isNotDone();
        assertThat(sent).isGreaterThan(100_000);

        goOn.countDown();
        assertThat(root.get(20, TimeUnit.SECONDS)).isEqualTo(BlockHeader.ofWire(block, 0).merkleRoot());
        written.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aWrongChecksumIsToldAtTheEndAndLeavesNoFile() {
        var saved = folder.resolve("saved");
        var done = take(payload -> {
            payload.saveTo(saved);
            return "saved";
        });
        sender.send(peer, new PayloadSource() {
            @Override
            public Command command() {
                return Block.COMMAND;
            }

            @Override
            public long length() {
                return BLOCK.payload().length();
            }

            @Override
            public ReadableByteChannel open() {
                return source(BLOCK.payload()).open();
            }

            @Override
            public Optional<Hash256> hash() {
                return Optional.of(Hash256.ZERO);
            }
        });
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> done.get(20, TimeUnit.SECONDS)).havingCause().isInstanceOfSatisfying(PayloadFailed.class,
                failed -> assertThat(failed.reason()).isEqualTo(PayloadFailed.Reason.WRONG_CHECKSUM));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void bytesThatAreNoBlockAreNamedWithTheirPlace() {
        var broken = BLOCK.payload().toArray();
        broken[83 + 4] = (byte) 0xff;
        var done = take(PayloadStream::merkleRoot);
        sender.send(peer, source(Bytes.wrap(broken)));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> done.get(20, TimeUnit.SECONDS)).havingCause().isInstanceOfSatisfying(PayloadFailed.class,
                failed -> assertThat(failed.reason()).isEqualTo(PayloadFailed.Reason.MALFORMED)).withMessageContaining("at byte 87");
    }

    @Test
    void theEndOfAConnectionEndsThePayload() throws Exception {
        var reading = new CountDownLatch(1);
        var done = take(payload -> {
            assertThat(payload.next()).isPresent();
            reading.countDown();
            payload.discard();
            return "all";
        });
        var stuck = new CountDownLatch(1);
        var written = sender.send(peer, endless(stuck)).toCompletableFuture();
        assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
        sender.disconnect(peer, "enough");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> done.get(20, TimeUnit.SECONDS)).havingCause().isInstanceOfSatisfying(PayloadFailed.class,
                failed -> assertThat(failed.reason()).isEqualTo(PayloadFailed.Reason.CONNECTION_LOST));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> written.get(20, TimeUnit.SECONDS)).withCauseInstanceOf(MessageNotSent.class);
    }

    @Test
    void whyAPayloadWasNotSentIsSaid() {
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> sender.send(UUID.randomUUID(), source(BLOCK.payload())).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .withCauseInstanceOf(PeerNotFound.class);
        var missing = folder.resolve("missing");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> sender.send(peer, PayloadSource.ofFile(Block.COMMAND, missing)).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .havingCause().isInstanceOf(MessageNotSent.class).withMessageContaining("missing");
    }

    @Test
    void aPeerThatKnowsNoExtendedHeadersGetsNone() {
        var old = manager(config -> config.withIdentity(config.identity().withProtocolVersion(70_015)), List.of(sender.listeners().getFirst()));
        assertThat(old.phase()).isEqualTo(ControlEvent.Phase.RUNNING);
        var there = awaitPeer(sender, true);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> sender.send(there, endless(new CountDownLatch(1))).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .havingCause().isInstanceOf(MessageNotSent.class).withMessageContaining("a peer of version 70015 takes at most 4294967295");
    }

    private <T> CompletableFuture<T> take(Reading<T> reading) {
        var result = new CompletableFuture<T>();
        taker.receivePayloads(_ -> result.isDone() ? Optional.empty() : Optional.of(payload -> {
            try {
                result.complete(reading.read(payload));
            } catch (IOException | InterruptedException | RuntimeException | AssertionError failed) {
                result.completeExceptionally(failed);
                throw failed;
            }
        }));
        return result;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(PayloadStream payload) throws IOException, InterruptedException;
    }

    private static BlockingQueue<Object> messages(PeerManager of) {
        var messages = new LinkedBlockingQueue<>();
        of.subscribeBitcoinMessages(event -> {
            if (event.message() instanceof FeeFilter filter) messages.add(filter);
        });
        return messages;
    }

    /// Of 5 GB, of which only the first come.
    private static PayloadSource endless(CountDownLatch stuck) {
        return new PayloadSource() {
            @Override
            public Command command() {
                return Block.COMMAND;
            }

            @Override
            public long length() {
                return 5_000_000_000L;
            }

            @Override
            public ReadableByteChannel open() {
                return Channels.newChannel(new EndlessThenStuck(stuck));
            }
        };
    }

    private static InMemory source(Bytes payload) {
        return new InMemory(payload);
    }

    private record InMemory(Bytes payload) implements PayloadSource {
        @Override
        public Command command() {
            return Block.COMMAND;
        }

        @Override
        public long length() {
            return payload.length();
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(payload.toArray()));
        }
    }

    private static final class Txids implements BlockVisitor {
        private final List<Hash256> all = new ArrayList<>();
        private final DoubleSha256 hash = new DoubleSha256();
        private int large;

        @Override
        public void transaction(long index, Transaction transaction) {
            all.add(transaction.txid());
        }

        @Override
        public void part(long index, Bytes part) {
            hash.update(part);
        }

        @Override
        public void largeTransaction(long index, long size) {
            all.add(hash.finish());
            large++;
        }
    }
}
