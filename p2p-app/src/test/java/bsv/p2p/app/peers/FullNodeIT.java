package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.PeerBanned;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// We and a full node.
@ExtendWith(NpmPeers.class)
class FullNodeIT {
    private static FullNode fullNode;

    @BeforeAll
    static void start() throws Exception {
        fullNode = FullNode.start("--host", "127.0.6.1");
    }

    @AfterAll
    static void stop() throws Exception {
        if (fullNode != null) fullNode.close();
    }

    @Test
    void completesTheHandshakeAndEachKnowsTheOther() throws Exception {
        try (var node = OurNode.dialing(fullNode.address())) {
            var handshake = node.events.await(HandshakeComplete.class);
            assertThat(handshake).usingRecursiveComparison().ignoringFields("took").isEqualTo(new HandshakeComplete(handshake.peerId(), fullNode.address(),
                    false, FullNode.PROTOCOL_VERSION, FullNode.SERVICES, FullNode.AGENT, fullNode.height(), true, Duration.ZERO));

            roundTrip(node, handshake.peerId());
            assertThat(fullNode.peers()).singleElement().satisfies(we -> {
                assertThat(we.get("inbound").asBoolean()).isTrue();
                assertThat(we.get("handshake").asBoolean()).isTrue();
                assertThat(we.get("agent").asString()).isEqualTo(OurNode.config().identity().userAgent());
                assertThat(we.get("version").asInt()).isEqualTo(70_016);
                assertThat(we.get("services").asLong()).isEqualTo(Services.NETWORK);
            });
        }
    }

    @Test
    void pingsGoBothWaysAndAreTimed() throws Exception {
        try (var node = OurNode.dialing(fullNode.address())) {
            node.messages.await(Pong.class, 5);
            assertThat(node.connection(node.awaitPeer()).lastPing().orElseThrow()).isBetween(Duration.ofNanos(1), Journal.PATIENCE);
            node.messages.await(Ping.class);
            roundTrip(node, node.awaitPeer());
            assertThat(fullNode.peers()).singleElement().satisfies(we -> assertThat(we.get("ping_ms").isNull()).isFalse());
        }
    }

    @Test
    void headersLeadFromGenesisToTheTip() throws Exception {
        try (var node = OurNode.dialing(fullNode.address())) {
            node.send(node.awaitPeer(), new GetHeaders(70_016, List.of(fullNode.genesis()), Hash256.ZERO));
            var headers = node.messages.await(Headers.class).headers();
            assertThat(headers).hasSize(fullNode.height()).allMatch(ChainRules::hasProofOfWork);
            var previous = fullNode.genesis();
            for (var header : headers) {
                assertThat(header.previous()).isEqualTo(previous);
                previous = header.hash();
            }
            assertThat(previous).isEqualTo(fullNode.tip());
        }
    }

    @Test
    void blocksAreWhatTheirHeadersPromise() throws Exception {
        fullNode.mine(2);
        fullNode.spend(2);
        fullNode.mine(1);
        try (var node = OurNode.dialing(fullNode.address())) {
            var id = node.awaitPeer();
            node.send(id, new GetHeaders(70_016, List.of(fullNode.genesis()), Hash256.ZERO));
            var hashes = node.messages.await(Headers.class).headers().stream().map(header -> header.hash()).toList();
            node.send(id, new GetData(hashes.stream().map(InventoryItem::block).toList()));

            var blocks = node.messages.await(Block.class, hashes.size());
            assertThat(blocks).extracting(Block::hash).isEqualTo(hashes);
            assertThat(blocks).allSatisfy(block -> {
                assertThat(ChainRules.hash(block.header().toWire().toArray())).isEqualTo(block.hash());
                assertThat(ChainRules.merkleRoot(block.transactions())).isEqualTo(block.header().merkleRoot());
                assertThat(block.transactions().getFirst().inputs()).singleElement().matches(input -> input.isCoinbase());
                assertThat(block.transactions()).allMatch(transaction -> writtenAgain(transaction).equals(transaction));
            });
            assertThat(blocks.getLast().transactions()).hasSize(3);
        }
    }

    @Test
    void transactionsAreAnnouncedAndFetched() throws Exception {
        fullNode.mine(3); // Each transaction spends a coinbase.
        try (var node = OurNode.dialing(fullNode.address())) {
            var id = node.awaitPeer();
            roundTrip(node, id);
            var spent = fullNode.spend(3);
            for (var txid : spent) {
                node.messages.await(Inv.class, inv -> inv.items().contains(InventoryItem.tx(txid)));
            }
            node.send(id, new GetData(spent.stream().map(InventoryItem::tx).toList()));
            var transactions = node.messages.await(Tx.class, spent.size()).stream().map(Tx::transaction).toList();
            assertThat(transactions).extracting(transaction -> ChainRules.hash(transaction.wire().toArray())).isEqualTo(spent);
            assertThat(transactions).extracting(Transaction::txid).isEqualTo(spent);
            assertThat(transactions).allSatisfy(transaction -> assertThat(transaction.outputs()).singleElement().matches(output -> output.value() > 0));
        }
    }

    @Test
    void newBlocksAreAnnouncedByHeadersAsWeAskedFor() throws Exception {
        try (var node = OurNode.dialing(fullNode.address())) {
            var id = node.awaitPeer();
            roundTrip(node, id);
            var before = fullNode.tip();
            var mined = fullNode.mine(1).getFirst();
            var header = node.messages.await(Headers.class).headers().getFirst();
            assertThat(header.hash()).isEqualTo(mined);
            assertThat(header.previous()).isEqualTo(before);

            node.send(id, new GetData(List.of(InventoryItem.block(mined))));
            assertThat(node.messages.await(Block.class).header()).isEqualTo(header);
        }
    }

    @Test
    void bothSidesSeeTheEndWhenWeHangUp() throws Exception {
        try (var node = OurNode.dialing(fullNode.address())) {
            node.manager.disconnect(node.awaitPeer(), "enough");
            assertThat(node.events.await(ConnectionLost.class).failure()).isEmpty();
            await().atMost(Journal.PATIENCE).until(fullNode::peers, List::isEmpty);
        }
    }

    @Test
    void comesBackByItselfWhenTheNodeIsKilledAndStartedAgain() throws Exception {
        var first = FullNode.start("--host", "127.0.6.2", "--blocks", "5");
        try (first; var node = OurNode.dialing(first.address())) {
            roundTrip(node, node.awaitPeer());
            first.kill();
            assertThat(node.events.await(ConnectionLost.class).failure()).containsInstanceOf(PeerFailure.ConnectionReset.class);
            // The first dial may still find the port of the dying process.
            node.events.await(ConnectionFailed.class, failed -> failed.failure() instanceof PeerFailure.ConnectionRefused);

            var port = Integer.toString(first.address().port());
            try (var second = FullNode.start("--host", "127.0.6.2", "--port", port, "--blocks", "7")) {
                node.events.await(ConnectionEstablished.class, 2);
                assertThat(node.events.all(HandshakeComplete.class)).extracting(HandshakeComplete::startHeight).containsExactly(5, 7);
                roundTrip(node, node.awaitPeer());
                assertThat(second.peers()).hasSize(1);
            }
        }
    }

    @Test
    void oneOfAnotherNetworkIsBanned() throws Exception {
        var foreign = Network.TESTNET.magic();
        try (var other = FullNode.start("--host", "127.0.6.3", "--blocks", "5", "--magic", foreign.toString()); var node = OurNode.dialing(other.address())) {
            var banned = node.events.await(PeerBanned.class);
            assertThat(banned.target()).isEqualTo(Cidr.of(other.address().ip()));
            assertThat(banned.reason()).isEqualTo(new BanReason.NetworkMismatch(Network.REGTEST.magic(), foreign));
            assertThat(node.events.all(HandshakeComplete.class)).isEmpty();
        }
    }

    @Test
    void oneThatSaysWhatItReallyIsIsBanned() throws Exception {
        try (var other = FullNode.start("--host", "127.0.6.4", "--blocks", "5", "--agent", "/bcoin:1.0.2/", "--services", "9");
                var node = OurNode.dialing(other.address())) {
            assertThat(node.events.await(PeerBanned.class).reason()).isEqualTo(new BanReason.BlockchainMismatch("user agent /bcoin:1.0.2/"));
        }
    }

    @Test
    void isServedWhenItDialsUs() throws Exception {
        try (var node = OurNode.listening(); var caller = FullNode.start("--blocks", "5", "--connect", node.address().toString())) {
            var handshake = node.events.await(HandshakeComplete.class);
            assertThat(handshake.inbound()).isTrue();
            assertThat(handshake.userAgent()).isEqualTo(FullNode.AGENT);
            assertThat(handshake.startHeight()).isEqualTo(5);

            node.messages.await(Ping.class);
            roundTrip(node, handshake.peerId());
            assertThat(caller.peers()).singleElement().satisfies(we -> {
                assertThat(we.get("inbound").asBoolean()).isFalse();
                assertThat(we.get("address").asString()).isEqualTo(node.address().toString());
                assertThat(we.get("ping_ms").isNull()).isFalse();
            });
            node.send(handshake.peerId(), new GetHeaders(70_016, List.of(caller.genesis()), Hash256.ZERO));
            assertThat(node.messages.await(Headers.class).headers().getLast().hash()).isEqualTo(caller.tip());
        }
    }

    /// Returns when the peer has dealt with all we sent before: it answers in order.
    private static void roundTrip(OurNode node, UUID id) throws Exception {
        long nonce = System.nanoTime();
        node.send(id, new Ping(nonce));
        node.messages.await(Pong.class, pong -> pong.nonce() == nonce);
    }

    private static Transaction writtenAgain(Transaction transaction) {
        return Transaction.of(transaction.version(), new ArrayList<>(transaction.inputs()), new ArrayList<>(transaction.outputs()), transaction.lockTime());
    }
}
