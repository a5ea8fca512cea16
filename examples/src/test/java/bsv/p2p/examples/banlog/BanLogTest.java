package bsv.p2p.examples.banlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.PlainPeerStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanLogTest {
    @TempDir Path folder;

    private static PeerManagerBuilder node(Map<String, String> settings) {
        var config = ManagerConfig.of(Network.REGTEST);
        return PeerManager.builder(config.withLimits(config.limits().withTarget(0)).withDiscovery(config.discovery().withStrategies(List.of())))
                .store(new PlainPeerStore()).extensions(List.of("ban-log"), settings);
    }

    @Test
    void aBanAndItsEndAreLinesOfTheFile() throws Exception {
        var file = folder.resolve("bans.txt");
        var lifted = new CountDownLatch(1);
        try (var node = node(Map.of("ban-log.file", file.toString())).build()) {
            node.start();
            // Hears the events after the extension does, and on another thread: the file is read when the node has stopped.
            node.subscribeControlEvents(event -> {
                if (event.kind().equals("PeerUnbanned")) lifted.countDown();
            });
            node.ban(Cidr.parse("203.0.113.0/24"), new BanReason.Manual("test"), Optional.empty());
            node.unban(Cidr.parse("203.0.113.0/24"));
            assertThat(lifted.await(20, TimeUnit.SECONDS)).isTrue();
        }
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) assertThat(System.nanoTime()).isLessThan(patience);
        assertThat(Files.readAllLines(file)).containsExactly("banned 203.0.113.0/24 until lifted", "lifted 203.0.113.0/24");
    }

    @Test
    void aMissingSettingIsNamedWithItsPart() {
        var manager = node(Map.of()).build();
        assertThatThrownBy(manager::start).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("extension.ban-log").hasMessageContaining("file");
    }
}
