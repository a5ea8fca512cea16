package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People may change the file when they take its checksum out; one slip of theirs costs one entry.
class HandEditedFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileWithoutItsChecksumIsRead() throws IOException {
        var file = folder.resolve("peers.json");
        var peer = new Samples(1).peer(PeerStatus.VALID);
        try (var store = Kept.open(file, new Disk())) {
            store.create(peer);
        }
        var text = Files.readString(file);
        var changed = text.replaceAll(",\\s*\"checksum\":\"[^\"]*\"", "").replace("\"VALID\"", "\"UNKNOWN\"").replace("\n", "\r\n  ");
        Files.writeString(file, "\ufeff" + changed);

        try (var store = Kept.open(file, new Disk())) {
            assertThat(store.read(peer.id())).get().satisfies(read -> assertThat(read.status()).isEqualTo(PeerStatus.UNKNOWN));
        }
    }

    @Test
    void aFileChangedBesideItsChecksumIsDamaged() throws IOException {
        var file = folder.resolve("peers.json");
        try (var store = Kept.open(file, new Disk())) {
            store.create(new Samples(1).peer(PeerStatus.VALID));
        }
        Files.writeString(file, Files.readString(file).replace("\"VALID\"", "\"UNKNOWN\""));

        try (var log = new CapturedLog(); var store = Kept.open(file, new Disk())) {
            assertThat(Kept.in(store).peers()).as("from the journal").singleElement().satisfies(peer -> assertThat(peer.status()).isEqualTo(PeerStatus.VALID));
            assertThat(log.warnings()).hasSize(2).first().asString().contains("take its field \"checksum\" out");
        }
    }

    @Test
    void aPeerNeedsNoMoreThanItsAddressAndABanNoMoreThanItsTarget() throws IOException {
        var kept = read("{\"address\":\"203.0.113.7:8333\"}", "{\"target\":\"198.51.100.0/24\"}");

        assertThat(kept.peers()).hasSize(1).allSatisfy(peer -> {
            assertThat(peer.endpoint()).isEqualTo(Endpoint.parse("203.0.113.7:8333"));
            assertThat(peer.status()).isEqualTo(PeerStatus.UNKNOWN);
            assertThat(peer.source()).isEqualTo("manual");
        });
        assertThat(kept.bans()).hasSize(1).allSatisfy(ban -> assertThat(ban.target()).isEqualTo(Cidr.parse("198.51.100.0/24")));
    }

    @Test
    void entriesThatMakeNoSenseAreLeftOutAndTheirLinesNamed() throws IOException {
        var good = "{\"address\":\"203.0.113.7:8333\",\"unknown\":[[1,{\"x\":2}]],\"note\":null}";
        var bad = List.of("{}", "{\"address\":\"203.0.113.8\"}", "{\"address\":\"203.0.113.8:0\"}", "{\"address\":\"host.example:8333\"}",
                "{\"address\":\"203.0.113.8:1\",\"id\":\"7\"}", "{\"address\":\"203.0.113.8:1\",\"status\":\"GOOD\"}", "{\"address\":\"203.0.113.8:1\",\"status\":\"BANNED\"}",
                "{\"address\":\"203.0.113.8:1\",\"services\":\"-1\"}", "{\"address\":\"203.0.113.8:1\",\"attempts\":-1}", "{\"address\":\"203.0.113.8:1\",\"last_seen\":\"yesterday\"}",
                "{\"address\":\"203.0.113.8:1\",\"start_height\":99999999999}", "{\"address\":{\"ip\":\"203.0.113.8\"}}", "{\"address\":[\"203.0.113.8:1\"]}",
                "{\"address\":\"203.0.113.8:1\",\"user_agent\":\"" + "x".repeat(257) + "\"}", "{\"address\":\"203.0.113.7:8333\"}", "{\"address\":\"\u202e\"}");
        var badBan = "{\"target\":\"203.0.113.7/33\"},{\"target\":\"203.0.113.7\",\"reason\":{\"kind\":\"mood\"}},{\"target\":\"203.0.113.7\",\"until\":\"1969-01-01T00:00:00Z\"}";

        try (var log = new CapturedLog()) {
            var kept = read(good + ",\n" + String.join(",\n", bad), badBan);

            assertThat(kept.peers()).hasSize(1);
            assertThat(kept.bans()).isEmpty();
            assertThat(log.warnings()).hasSize(1).first().asString().contains("count=19", "line 2: it has no address", "line 3: expected ADDRESS:PORT", "line 8:")
                    .doesNotContain("\u202e");
        }
    }

    private Kept read(String peers, String bans) throws IOException {
        var file = folder.resolve("peers.json");
        Files.writeString(file, "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[%s],\"bans\":[%s]}".formatted(peers, bans));
        try (var store = Kept.open(file, new Disk())) {
            return Kept.in(store);
        }
    }

    @Test
    void theSetOfNothingIsReadToo() throws IOException {
        assertThat(read("", "")).isEqualTo(new Kept(Set.of(), Set.of()));
    }
}
