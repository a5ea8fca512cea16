package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.ConnectionRestarting;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.PeerBanned;
import bsv.p2p.api.event.ControlEvent.PeerDiscovered;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.SendHeadersMessage;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.UnknownMessage;
import org.junit.jupiter.api.Test;

/// We dial bitcoinj.
class BitcoinjServerTest {
    private static final SvRegtest REGTEST = SvRegtest.withMagic(Network.REGTEST.magic());

    @Test
    void completesTheHandshakeAndRemembersWhatTheServerSaidOfItself() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            var handshake = node.events.await(HandshakeComplete.class);
            assertThat(handshake).usingRecursiveComparison().ignoringFields("took").isEqualTo(new HandshakeComplete(handshake.peerId(), server.address(),
                    false, BitcoinjServer.PROTOCOL_VERSION, Services.NETWORK, BitcoinjServer.AGENT, BitcoinjServer.HEIGHT, true, Duration.ZERO));
            assertThat(handshake.took()).isBetween(Duration.ofNanos(1), Journal.PATIENCE);
            assertThat(node.events.await(ConnectionEstablished.class)).isEqualTo(new ConnectionEstablished(handshake.peerId(), server.address(), false));

            var heard = server.connected.await(Peer.class).getPeerVersionMessage();
            assertThat(heard.clientVersion()).isEqualTo(70_016);
            assertThat(heard.subVer).isEqualTo(OurNode.config().identity().userAgent());
            assertThat(heard.services().bits()).isEqualTo(Services.NETWORK);

            node.manager.shutdown();
            var remembered = node.store.findByIpPort(server.address()).orElseThrow();
            assertThat(remembered.status()).isEqualTo(PeerStatus.VALID);
            assertThat(remembered.userAgent()).isEqualTo(BitcoinjServer.AGENT);
            assertThat(remembered.startHeight()).isEqualTo(BitcoinjServer.HEIGHT);
        }
    }

    @Test
    void pingsGoBothWaysAndAreTimed() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            node.messages.await(Pong.class, 5);
            var connection = node.connection(node.awaitPeer());
            assertThat(connection.lastPing().orElseThrow()).isBetween(Duration.ofNanos(1), Journal.PATIENCE);
            assertThat(connection.minPing().orElseThrow()).isBetween(Duration.ofNanos(1), connection.lastPing().orElseThrow());
            assertThat(connection.smoothedPing()).isPresent();

            var theirs = server.connected.await(Peer.class).sendPing().get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(theirs).isPositive();
        }
    }

    @Test
    void sendsWhatComesRightAfterTheHandshake() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            node.awaitPeer();
            server.received.await(UnknownMessage.class, message -> message.toString().contains("protoconf"));
            server.received.await(SendHeadersMessage.class);
            server.received.await(org.bitcoinj.core.Ping.class);
            server.received.await(org.bitcoinj.core.GetAddrMessage.class);
        }
    }

    @Test
    void learnsTheAddressThatTheServerTells() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            var told = node.messages.await(Addr.class).addresses().getFirst().address();
            assertThat(told.endpoint()).isEqualTo(BitcoinjServer.TOLD);
            assertThat(told.services()).isEqualTo(Services.NETWORK);
            var learned = node.events.await(PeerDiscovered.class, discovered -> discovered.address().equals(BitcoinjServer.TOLD));
            assertThat(learned.source()).isEqualTo("addr:" + server.address());
            assertThat(node.manager.peer(learned.peerId())).isPresent();
        }
    }

    @Test
    void getsTheHeadersThatItAsksFor() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            node.send(node.awaitPeer(), new GetHeaders(70_016, List.of(genesis()), Hash256.ZERO));
            var asked = server.received.await(org.bitcoinj.core.GetHeadersMessage.class);
            assertThat(asked.getLocator().getHashes()).containsExactly(REGTEST.getGenesisBlock().getHash());
            assertThat(node.messages.await(Headers.class).headers()).singleElement().satisfies(header -> assertThat(header.hash()).isEqualTo(genesis()));
        }
    }

    @Test
    void aBlockComesAndGoesBackUnchanged() throws Exception {
        var theirs = REGTEST.getGenesisBlock();
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            BitcoinjServer.send(server.connected.await(Peer.class), theirs);
            var block = node.messages.await(Block.class);
            assertThat(block.hash()).isEqualTo(genesis());
            assertThat(block.transactions()).singleElement()
                    .satisfies(coinbase -> assertThat(coinbase.txid()).isEqualTo(hash(theirs.getTransactions().getFirst().getTxId())));

            node.send(node.awaitPeer(), block);
            assertThat(server.received.await(org.bitcoinj.core.Block.class).serialize()).isEqualTo(theirs.serialize());
        }
    }

    @Test
    void isAskedForATransactionThatItAnnounces() throws Exception {
        var coinbase = REGTEST.getGenesisBlock().getTransactions().getFirst();
        var ours = bsv.p2p.api.message.Transaction.ofWire(bsv.p2p.api.message.Bytes.wrap(coinbase.serialize()));
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            var item = InventoryItem.tx(ours.txid());
            node.send(node.awaitPeer(), new Inv(List.of(item)));
            assertThat(node.messages.await(GetData.class).items()).containsExactly(item);

            node.send(node.awaitPeer(), new Tx(ours));
            assertThat(server.received.await(Transaction.class).getTxId()).isEqualTo(coinbase.getTxId());
        }
    }

    @Test
    void bothSidesSeeTheEndWhenWeHangUp() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            var id = node.awaitPeer();
            node.manager.disconnect(id, "enough");
            assertThat(node.events.await(ConnectionLost.class)).isEqualTo(new ConnectionLost(id, server.address(), false, Optional.empty()));
            server.disconnected.await(Peer.class);
        }
    }

    @Test
    void dialsAgainWhenTheServerHangsUp() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            node.awaitPeer();
            server.connected.await(Peer.class).close();
            assertThat(node.events.await(ConnectionLost.class).failure()).containsInstanceOf(PeerFailure.ConnectionReset.class);
            assertThat(node.events.await(ConnectionRestarting.class).restarts()).isOne();
            node.events.await(ConnectionEstablished.class, 2);
            server.connected.await(Peer.class, 2);
        }
    }

    @Test
    void bansAServerOfAnotherNetwork() throws Exception {
        var foreign = Network.TESTNET.magic();
        try (var server = new BitcoinjServer(SvRegtest.withMagic(foreign), BitcoinjServer.AGENT); var node = OurNode.dialing(server.address())) {
            var target = Cidr.of(server.address().ip());
            var banned = node.events.await(PeerBanned.class);
            assertThat(banned.target()).isEqualTo(target);
            assertThat(banned.reason()).isEqualTo(new BanReason.NetworkMismatch(Network.REGTEST.magic(), foreign));
            assertThat(node.events.all(ConnectionFailed.class)).singleElement().extracting(ConnectionFailed::failure)
                    .isEqualTo(new PeerFailure.NetworkMismatch(Network.REGTEST.magic(), foreign));
            assertThat(node.manager.bans()).singleElement().satisfies(ban -> assertThat(ban.target()).isEqualTo(target));
            server.disconnected.await(Peer.class);

            node.manager.shutdown();
            assertThat(node.store.findByIpPort(server.address()).orElseThrow().status()).isEqualTo(PeerStatus.BANNED);
            assertThat(node.events.all(HandshakeComplete.class)).isEmpty();
        }
    }

    @Test
    void bansAServerThatNamesAnotherChain() throws Exception {
        try (var server = new BitcoinjServer(REGTEST, "/Bitcoin Cash Node:27.0.0/"); var node = OurNode.dialing(server.address())) {
            assertThat(node.events.await(PeerBanned.class).reason()).isInstanceOf(BanReason.BlockchainMismatch.class);
            server.disconnected.await(Peer.class);
        }
    }

    private static Hash256 genesis() {
        return hash(REGTEST.getGenesisBlock().getHash());
    }

    private static Hash256 hash(org.bitcoinj.base.Sha256Hash theirs) {
        return Hash256.parse(theirs.toString());
    }
}
