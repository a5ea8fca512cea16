package com.example.mvstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the contract leaves to each store: its settings, its file.
class MvFileTest {
    @TempDir
    Path folder;

    /// As the platform does it, so the service is declared.
    private PeerStore open() {
        return Plugins.installed().find(PeerStoreProvider.class, "mvstore").open(Map.of("location", folder.resolve("new/peers.mv").toString()));
    }

    @Test
    void aDamagedFileIsKeptAsideAndTheStoreOpens() throws IOException {
        open().close();
        var garbage = new byte[20_000];
        new Random(1).nextBytes(garbage);
        Files.write(folder.resolve("new/peers.mv"), garbage);

        try (var store = open()) {
            store.create(Peer.discovered(Endpoint.parse("203.0.113.7:8333"), "test", Instant.now()));
        }

        try (var files = Files.list(folder.resolve("new"))) {
            var aside = files.filter(file -> file.getFileName().toString().startsWith("peers.mv.damaged-")).toList();
            assertEquals(1, aside.size());
            assertArrayEquals(garbage, Files.readAllBytes(aside.getFirst()));
        }
    }

    @Test
    void aDirectoryInItsPlaceIsKeptAsideToo() throws IOException {
        Files.createDirectories(folder.resolve("new/peers.mv/inside"));

        open().close();

        assertTrue(Files.isRegularFile(folder.resolve("new/peers.mv")));
    }

    @Test
    void aFileThatIsInUseIsRefused() {
        try (var _ = open()) {
            var refused = assertThrows(PeerStoreException.class, this::open);
            assertTrue(refused.getMessage().contains("peers.mv is in use"), refused.getMessage());
        }
        open().close();
    }

    @Test
    void anUnknownSettingIsNamed() {
        var wrong = assertThrows(InvalidConfiguration.class, () -> new MvPeerStoreProvider().open(Map.of("file", "x")));
        assertTrue(wrong.getMessage().contains("file") && wrong.getMessage().contains("location"), wrong.getMessage());
    }
}
