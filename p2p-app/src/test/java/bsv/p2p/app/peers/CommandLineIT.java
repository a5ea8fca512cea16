package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bsv.p2p.app.image.LinkedImage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.ObjectMapper;

/// The linked image, used from a command line, and a full node.
@ExtendWith(NpmPeers.class)
class CommandLineIT {
    private static FullNode fullNode;

    @BeforeAll
    static void start() throws Exception {
        fullNode = FullNode.start("--host", "127.0.8.1");
    }

    @AfterAll
    static void stop() {
        if (fullNode != null) fullNode.close();
    }

    @Test
    void pingShakesHandsAndMeasuresRoundTrips() {
        var ping = LinkedImage.p2p("ping", fullNode.address().toString(), "--network", "regtest", "--count", "3", "--interval", "10ms", "--timeout", "60s");
        assertThat(ping.err()).isEmpty();
        assertThat(ping.exitCode()).isZero();
        assertThat(ping.out()).contains("connected to \"/Bitcoin SV:1.2.2/\" version 70015 height " + fullNode.height())
                .contains("3 pings, 3 pongs, 0% loss").containsPattern("seq=3 time=\\d");
    }

    @Test
    void pingSaysWhichNetworkTheNodeIsOn() {
        var ping = LinkedImage.p2p("ping", fullNode.address().toString(), "--timeout", "60s");
        assertThat(ping.exitCode()).isOne();
        assertThat(ping.err()).contains("expected magic e3e1f3e8, received dab5bffa", "try --network regtest");
    }

    @Test
    void monitorPrintsTheAnnouncementOfANewBlock() throws Exception {
        var monitor = CompletableFuture.supplyAsync(() -> LinkedImage.p2p("monitor", "--network", "regtest", "--connect", fullNode.address().toString(),
                "--listen", "127.0.0.1:0", "--commands", "headers,inv", "--count", "1", "--seconds", "50", "--format", "json"));
        await().atMost(Journal.PATIENCE).until(fullNode::peers, peers -> peers.stream().anyMatch(we -> we.get("handshake").asBoolean()));
        var mined = fullNode.mine(1).getFirst();
        var outcome = monitor.get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(outcome.exitCode()).as("%s", outcome.err()).isZero();
        var announcement = outcome.out().lines().map(new ObjectMapper()::readTree).filter(line -> line.get("event").asString().equals("BitcoinMessage")).findFirst();
        assertThat(announcement).hasValueSatisfying(line -> {
            assertThat(line.get("address").asString()).isEqualTo(fullNode.address().toString());
            assertThat(line.get("message").toString()).contains(mined.toString());
        });
    }
}
