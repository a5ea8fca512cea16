package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.ConnectionRejectedCapacity;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.InboundConnectionAccepted;
import bsv.p2p.api.event.ControlEvent.InboundConnectionRejected;
import bsv.p2p.api.event.ControlEvent.PeerBanned;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.RejectMessage;
import org.junit.jupiter.api.Test;

/// bitcoinj dials us.
class BitcoinjClientTest {
    private static final SvRegtest REGTEST = SvRegtest.withMagic(Network.REGTEST.magic());
    private static final String AGENT = "/bitcoinj:0.17.1/";

    @Test
    void completesTheHandshakeAndHearsWhoWeAre() throws Exception {
        try (var node = OurNode.listening(); var client = BitcoinjClient.connected(REGTEST, node.address())) {
            var heard = client.version();
            assertThat(heard.clientVersion()).isEqualTo(70_016);
            assertThat(heard.subVer).isEqualTo(OurNode.config().identity().userAgent());
            assertThat(heard.services().bits()).isEqualTo(Services.NETWORK);

            var accepted = node.events.await(InboundConnectionAccepted.class);
            var handshake = node.events.await(HandshakeComplete.class);
            assertThat(handshake).usingRecursiveComparison().ignoringFields("took")
                    .isEqualTo(new HandshakeComplete(accepted.peerId(), accepted.address(), true, 70_013, Services.NETWORK, AGENT, 0, true, Duration.ZERO));
            assertThat(node.events.await(ConnectionEstablished.class)).isEqualTo(new ConnectionEstablished(accepted.peerId(), accepted.address(), true));
            assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(1, 1, 1, 0));
            assertThat(node.manager.peers()).isEmpty();
        }
    }

    @Test
    void staysConnectedWhilePingsGoBothWays() throws Exception {
        try (var node = OurNode.listening(); var client = BitcoinjClient.connected(REGTEST, node.address())) {
            for (int i = 0; i < 5; i++) assertThat(client.ping()).isPositive();
            node.messages.await(Ping.class, 5);
            node.messages.await(Pong.class, 5);
            assertThat(node.connection(node.awaitPeer()).lastPing().orElseThrow()).isBetween(Duration.ofNanos(1), Journal.PATIENCE);
            assertThat(node.events.all(ConnectionLost.class)).isEmpty();
        }
    }

    @Test
    void isToldTheAddressesThatWeKnow() throws Exception {
        var known = Endpoint.parse("127.0.5.77:8555");
        try (var node = OurNode.listening(config -> config.withGossip(config.gossip().withAddrInterval(Duration.ofMillis(20))))) {
            var now = Instant.now();
            node.store.create(Peer.discovered(known, "test", now).withServices(Services.NETWORK).withLastSeen(now));
            try (var client = BitcoinjClient.connected(REGTEST, node.address())) {
                var told = client.addresses().getAddresses();
                assertThat(told).singleElement().satisfies(address -> {
                    assertThat(Endpoint.of(address.toSocketAddress())).isEqualTo(known);
                    assertThat(address.getServices().bits()).isEqualTo(Services.NETWORK);
                    assertThat(address.time()).isBetween(now.minusSeconds(2), now.plusSeconds(2));
                });
                node.messages.await(GetAddr.class);
            }
        }
    }

    @Test
    void getsTheBlockThatItAsksFor() throws Exception {
        var genesis = REGTEST.getGenesisBlock();
        var header = bsv.p2p.api.message.BlockHeader.ofWire(Bytes.wrap(genesis.serialize()), 0);
        var block = new Block(header, List.of(Transaction.ofWire(Bytes.wrap(genesis.getTransactions().getFirst().serialize()))));
        try (var node = OurNode.listening(); var client = BitcoinjClient.connected(REGTEST, node.address())) {
            var id = node.awaitPeer();
            var answer = client.block(genesis.getHash());
            // It asks for the witness form, which does not exist here: our message says what came.
            assertThat(node.messages.await(GetData.class).items()).containsExactly(new InventoryItem(0x4000_0002, block.hash()));
            node.send(id, block);
            assertThat(answer.get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).serialize()).isEqualTo(genesis.serialize());
        }
    }

    @Test
    void allClientsHearABroadcast() throws Exception {
        var coinbase = REGTEST.getGenesisBlock().getTransactions().getFirst();
        var clients = new ArrayList<BitcoinjClient>();
        try (var node = OurNode.listening()) {
            for (int i = 0; i < 3; i++) clients.add(BitcoinjClient.connected(REGTEST, node.address()));
            node.events.await(ConnectionEstablished.class, 3);
            assertThat(node.manager.broadcast(new Tx(Transaction.ofWire(Bytes.wrap(coinbase.serialize()))))).isEqualTo(3);
            for (var client : clients) {
                assertThat(client.received.await(org.bitcoinj.core.Transaction.class).getTxId()).isEqualTo(coinbase.getTxId());
            }
        } finally {
            clients.forEach(BitcoinjClient::close);
        }
    }

    @Test
    void weSeeTheEndWhenItHangsUp() throws Exception {
        try (var node = OurNode.listening()) {
            var client = BitcoinjClient.connected(REGTEST, node.address());
            var id = node.awaitPeer();
            client.close();
            var lost = node.events.await(ConnectionLost.class);
            assertThat(lost.peerId()).isEqualTo(id);
            assertThat(lost.failure()).containsInstanceOf(PeerFailure.ConnectionReset.class);
            assertThat(node.manager.counts().established()).isZero();
        }
    }

    @Test
    void itSeesTheEndWhenWeHangUp() throws Exception {
        try (var node = OurNode.listening(); var client = BitcoinjClient.connected(REGTEST, node.address())) {
            node.manager.disconnect(node.awaitPeer(), "enough");
            client.awaitDisconnected();
            assertThat(node.events.await(ConnectionLost.class).failure()).isEmpty();
        }
    }

    @Test
    void itSeesTheEndWhenWeShutDown() throws Exception {
        try (var node = OurNode.listening(); var client = BitcoinjClient.connected(REGTEST, node.address())) {
            node.awaitPeer();
            node.manager.shutdown();
            client.awaitDisconnected();
            assertThat(node.manager.phase()).isEqualTo(ControlEvent.Phase.STOPPED);
        }
    }

    @Test
    void oneForWhomThereIsNoPlaceIsToldSo() throws Exception {
        try (var node = OurNode.listening(config -> config.withLimits(ConnectionLimits.of(0, 1)));
                var first = BitcoinjClient.connected(REGTEST, node.address());
                var second = new BitcoinjClient(REGTEST, node.address())) {
            node.events.await(ConnectionRejectedCapacity.class);
            assertThat(second.received.await(RejectMessage.class).toString()).contains("version", "no place");
            second.awaitDisconnected();
            assertThat(first.ping()).isPositive();
            assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(1, 1, 1, 0));
        }
    }

    @Test
    void oneOfAnotherNetworkIsBannedAndNotLetInAgain() throws Exception {
        var foreign = Network.TESTNET.magic();
        try (var node = OurNode.listening()) {
            try (var client = new BitcoinjClient(SvRegtest.withMagic(foreign), node.address())) {
                assertThat(node.events.await(PeerBanned.class).reason()).isEqualTo(new BanReason.NetworkMismatch(Network.REGTEST.magic(), foreign));
                client.awaitDisconnected();
            }
            try (var again = new BitcoinjClient(REGTEST, node.address())) {
                assertThat(node.events.await(InboundConnectionRejected.class).cause()).isEqualTo(ControlEvent.RejectionCause.BANNED);
                again.awaitDisconnected();
                assertThat(again.received.size()).isZero();
            }
        }
    }

    @Test
    void aWholePeerGroupStaysConnected() throws Exception {
        try (var node = OurNode.listening()) {
            Context.propagate(new Context());
            var group = new PeerGroup(REGTEST.network(), null);
            group.setUseLocalhostPeerWhenPossible(false); // It would dial the default port.
            group.setPingIntervalMsec(50);
            var version = group.getVersionMessage().duplicate();
            version.localServices = org.bitcoinj.core.Services.of(org.bitcoinj.core.Services.NODE_NETWORK);
            group.setVersionMessage(version);
            group.addAddress(PeerAddress.simple(node.address().toSocketAddress()));
            group.start();
            try {
                var peer = group.waitForPeers(1).get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).getFirst();
                assertThat(peer.getPeerVersionMessage().subVer).isEqualTo(OurNode.config().identity().userAgent());
                node.messages.await(Ping.class, 5);
                node.messages.await(Pong.class, 5);
                assertThat(peer.sendPing().get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isPositive();
                assertThat(node.events.all(ConnectionEstablished.class)).hasSize(1);
                assertThat(node.events.all(ConnectionLost.class)).isEmpty();
            } finally {
                group.stop();
            }
            assertThat(node.events.await(ConnectionLost.class).failure()).isNotEqualTo(Optional.empty());
        }
    }
}
