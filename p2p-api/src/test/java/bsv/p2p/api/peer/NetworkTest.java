package bsv.p2p.api.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({"mainnet, e3e1f3e8, 8333, 3", "testnet, f4e5f3f4, 18333, 3", "stn, fbcec4f9, 9333, 2", "regtest, dab5bffa, 18444, 0"})
    void knownNetworksAreThoseOfTheReferenceNode(String name, String magic, int port, int seeds) {
        var network = Network.parse(name);
        assertThat(network.magic()).hasToString(magic);
        assertThat(network.defaultPort()).isEqualTo(port);
        assertThat(network.dnsSeeds()).hasSize(seeds);
        assertThat(network).hasToString(name);
        assertThat(Network.byMagic(Magic.parse(magic))).contains(network);
        assertThat(Network.parse(name.toUpperCase(Locale.ROOT))).isSameAs(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-net:0a0b0c0d:1234", "my-net:0a0b0c0d:1234:seed.test,seed2.test", "mainnet:e3e1f3e8:1"})
    void customNetworksSayEverything(String text) {
        assertThat(Network.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "net:e3e1f3e8", "net:e3e1f3:1", "net:e3e1f3e8:0", "net:e3e1f3e8:65536", "net:e3e1f3e8:port", "9net:e3e1f3e8:1", "n t:e3e1f3e8:1"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Network("Main", new Magic(1), 0, List.of()))
                .withMessageContaining("\"Main\"").withMessageContaining("defaultPort must be 1..65535, is 0");
    }

    @Test
    void aMagicHasItsBytesInWireOrder() {
        assertThat(new Magic(0x00e1f3e8)).hasToString("00e1f3e8").isEqualTo(Magic.parse("00E1F3E8"));
        assertThatIllegalArgumentException().isThrownBy(() -> Magic.parse("e3e1f3e8ff")).withMessageContaining("e3e1f3e8ff");
        assertThat(Network.byMagic(new Magic(0xf9beb4d9))).isEmpty();
    }

    @Test
    void onlyOnPublicNetworksPrivateAddressesAreNoPeers() {
        var loopback = IpAddress.parse("127.0.0.1");
        var routable = IpAddress.parse("8.8.8.8");
        assertThat(Network.MAINNET.isPublic()).isTrue();
        assertThat(Network.MAINNET.canReach(loopback)).isFalse();
        assertThat(Network.MAINNET.canReach(routable)).isTrue();
        for (var closed : List.of(Network.REGTEST, Network.parse("mine:01020304:1"))) {
            assertThat(closed.isPublic()).isFalse();
            assertThat(closed.canReach(loopback)).isTrue();
            assertThat(closed.canReach(IpAddress.UNSPECIFIED)).isFalse();
        }
        assertThat(Network.parse("mine:01020304:1:seed.test").isPublic()).isTrue();
    }

    @Test
    void serviceBitsHaveNames() {
        assertThat(Services.describe(0)).isEqualTo("NONE");
        assertThat(Services.describe(0x21)).isEqualTo("NETWORK|BITCOIN_CASH");
        assertThat(Services.describe(0x3f)).isEqualTo("NETWORK|GETUTXO|BLOOM|WITNESS|XTHIN|BITCOIN_CASH");
        assertThat(Services.describe(-1L)).endsWith("|0xffffffffffffffc0");
        assertThat(Services.has(0x25, Services.BLOOM | Services.NETWORK)).isTrue();
        assertThat(Services.has(0x21, Services.BLOOM | Services.NETWORK)).isFalse();
    }
}
