package bsv.p2p.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainPinTest {
    @Test
    void readsWhatItPrints() {
        assertThat(ChainPin.parse(ChainPin.MAINNET.toString())).isEqualTo(ChainPin.MAINNET);
        var bare = new ChainPin(Hash256.ofWords(1, 2, 3, 4), Hash256.ofWords(5, 6, 7, 8), List.of(), List.of());
        assertThat(ChainPin.parse(bare.shared() + ":" + bare.ours())).isEqualTo(bare);
        assertThat(ChainPin.parse(bare.toString())).isEqualTo(bare);
    }

    @Test
    void refusesWhatIsNoPin() {
        for (var text : List.of("", "00", Hash256.ZERO.toString(), Hash256.ZERO + ":1", ChainPin.MAINNET + ":")) {
            assertThatThrownBy(() -> ChainPin.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected");
        }
    }

    @Test
    void onlyMainnetHasAPlaceWhereChainsPart() {
        assertThat(ChainPin.of(Network.MAINNET)).contains(ChainPin.MAINNET);
        assertThat(ChainPin.of(Network.parse("mainnet:e3e1f3e8:9999:seed.test"))).contains(ChainPin.MAINNET);
        assertThat(ChainPin.of(Network.TESTNET)).isEmpty();
        assertThat(ChainPin.of(Network.REGTEST)).isEmpty();
        assertThat(ChainPin.of(Network.parse("mine:e3e1f3e8:9999"))).isEmpty();
    }

    @Test
    void asksFromTheNewestSharedBlockBack() {
        assertThat(ChainPin.MAINNET.locator()).hasSize(2).startsWith(ChainPin.MAINNET.shared()).endsWith(ChainPin.MAINNET.older().getFirst());
    }
}
