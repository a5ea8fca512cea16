package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.InboundConnectionRejected;
import bsv.p2p.api.event.ControlEvent.PeerBanned;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.Services;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A Bitcoin SV client dials us.
@ExtendWith(NpmPeers.class)
class SvClientIT {
    private static final String AGENT = "/Bitcoin SV:1.2.2/";
    private static final Hash256 REGTEST_GENESIS = Hash256.parse("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206");

    @Test
    void isServedAndContent() throws Exception {
        try (var node = OurNode.listening(); var client = dial(node)) {
            assertThat(client.awaitExit()).as("%s", client.complaints()).isZero();
            var heard = event(client, "version");
            assertThat(heard.get("agent").asString()).isEqualTo(OurNode.config().identity().userAgent());
            assertThat(heard.get("version").asInt()).isEqualTo(70_016);
            assertThat(heard.get("services").asLong()).isEqualTo(Services.NETWORK);
            assertThat(event(client, "pong").get("ping_ms").asInt()).isNotNegative();

            var handshake = node.events.await(HandshakeComplete.class);
            assertThat(handshake).usingRecursiveComparison().ignoringFields("took", "startHeight").isEqualTo(
                    new HandshakeComplete(handshake.peerId(), handshake.address(), true, 70_016, Services.NONE, AGENT, 0, true, Duration.ZERO));
            node.messages.await(Ping.class);
            node.messages.await(GetAddr.class);
            assertThat(node.messages.await(GetHeaders.class).locator()).containsExactly(REGTEST_GENESIS);
            assertThat(node.events.await(ConnectionLost.class).failure()).containsInstanceOf(PeerFailure.ConnectionReset.class);
        }
    }

    @Test
    void isToldTheAddressesThatWeKnow() throws Exception {
        try (var node = OurNode.listening(config -> config.withGossip(config.gossip().withAddrInterval(Duration.ofMillis(20)).withGetaddrShare(1)))) {
            var known = List.of(Endpoint.parse("127.0.7.7:8555"), Endpoint.parse("[2a00:1450::7]:18444"));
            var now = Instant.now();
            for (var endpoint : known) node.store.create(Peer.discovered(endpoint, "test", now).withServices(Services.NETWORK).withLastSeen(now));
            try (var client = dial(node, "--expect", "addr")) {
                assertThat(client.awaitExit()).as("%s", client.complaints()).isZero();
                var told = event(client, "addr").get("addresses").valueStream().map(address -> Endpoint.parse(address.asString()));
                assertThat(told).containsExactlyInAnyOrderElementsOf(known);
            }
        }
    }

    /// What bcoin says goes through our decoder and encoder to bsv-p2p, and back.
    @Test
    void getsHeadersAndABlockOfAFullNodeThroughUs() throws Exception {
        try (var fullNode = FullNode.start("--host", "127.0.6.5"); var node = OurNode.listeningAndDialing(fullNode.address())) {
            var server = node.awaitPeer();
            var subscription = node.manager.subscribeBitcoinMessages(event -> pass(node, server, event));
            try (subscription; var client = dial(node, "--expect", "headers,block")) {
                assertThat(client.awaitExit()).as("%s", client.complaints()).isZero();
                assertThat(event(client, "headers").get("count").asInt()).isEqualTo(fullNode.height());
                assertThat(event(client, "headers").get("last").asString()).isEqualTo(fullNode.tip().toString());
                var block = event(client, "block");
                assertThat(block.get("hash").asString()).isEqualTo(fullNode.tip().toString());
                assertThat(block.get("txs").asInt()).isEqualTo(node.messages.await(Block.class).transactions().size()).isGreaterThan(1);
            }
        }
    }

    @Test
    void oneOfAnotherNetworkIsBannedAndNotLetInAgain() throws Exception {
        var foreign = Network.TESTNET.magic();
        try (var node = OurNode.listening()) {
            try (var client = dial(node, "--magic", foreign.toString())) {
                assertThat(client.awaitExit()).isOne();
                assertThat(client.complaints()).contains("hung up");
                assertThat(events(client)).containsExactly("connect");
            }
            var banned = node.events.await(PeerBanned.class);
            assertThat(banned.reason()).isEqualTo(new BanReason.NetworkMismatch(Network.REGTEST.magic(), foreign));
            assertThat(banned.target()).isEqualTo(Cidr.parse("127.0.0.1"));

            try (var again = dial(node)) {
                assertThat(again.awaitExit()).isOne();
                assertThat(node.events.await(InboundConnectionRejected.class).cause()).isEqualTo(ControlEvent.RejectionCause.BANNED);
            }
            assertThat(node.events.all(HandshakeComplete.class)).isEmpty();
        }
    }

    private static NodeScript dial(OurNode node, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("--host", node.address().ip().toString(), "--port", Integer.toString(node.address().port())));
        arguments.addAll(List.of(more));
        return NodeScript.start("sv-client.js", arguments);
    }

    /// Hands questions to the one who can answer, and answers to the one who asked.
    private static void pass(OurNode node, UUID server, BitcoinMessageEvent event) {
        var client = node.events.await(ConnectionEstablished.class, established -> established.inbound()).peerId();
        Message message = event.message();
        boolean question = message instanceof GetHeaders || message instanceof GetData;
        boolean answer = message instanceof Headers || message instanceof Block;
        if (event.peerId().equals(client) && question) forward(node, server, message);
        if (event.peerId().equals(server) && answer) forward(node, client, message);
    }

    private static void forward(OurNode node, UUID to, Message message) {
        var _ = node.manager.send(to, message); // Whether it arrived shows at the client.
    }

    private static JsonNode event(NodeScript client, String name) {
        return client.said.await(JsonNode.class, line -> line.get("event").asString().equals(name));
    }

    private static List<String> events(NodeScript client) {
        return client.said.all(JsonNode.class).stream().map(line -> line.get("event").asString()).toList();
    }
}
