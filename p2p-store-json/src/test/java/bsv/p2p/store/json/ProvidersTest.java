package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.testkit.Samples;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
    @TempDir
    Path folder;

    @Test
    void bothAreFoundByName() {
        assertThat(Plugins.installed().find(PeerStoreProvider.class, "json")).isInstanceOf(JsonPeerStoreProvider.class);
        assertThat(Plugins.installed().find(PeerStoreProvider.class, "memory")).isInstanceOf(MemoryPeerStoreProvider.class);
    }

    @Test
    void directoriesAreMade() {
        var file = folder.resolve("a/b/peers.json");

        try (var store = new JsonPeerStoreProvider().open(Map.of("file", file.toString(), "flushDelay", "100ms"))) {
            store.create(new Samples(1).peer());
        }

        assertThat(file).exists();
    }

    @Test
    void wrongSettingsAreRefusedAllAtOnce() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> new JsonPeerStoreProvider().open(Map.of("file", "a\u0000b", "flushDelay", "soon", "flie", "x")))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(3));
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> new MemoryPeerStoreProvider().open(Map.of("file", "x")))
                .withMessageContaining("no setting \"file\"");
    }
}
