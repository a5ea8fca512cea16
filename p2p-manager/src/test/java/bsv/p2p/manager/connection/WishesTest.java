package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a peer asks for after the handshake is remembered and delivered; what makes no sense is delivered alone.
class WishesTest extends MachineFixture {
    @BeforeEach
    void begin() {
        establish();
    }

    @Test
    void blocksAsHeadersAreRemembered() {
        hear(new SendHeaders(), new SendHdrsEn());
        assertThat(session().sendHeaders()).isTrue();
        assertThat(session().sendHdrsEn()).isTrue();
        assertThat(effects).containsExactly(new Effect.Deliver(), new Effect.Deliver());
    }

    /// Of the versions of compact blocks only the first counts.
    @Test
    void compactBlocksOfAnotherVersionAreNotWanted() {
        hear(new SendCmpct(true, 2));
        assertThat(session().compactBlocks()).isFalse();
        hear(new SendCmpct(true, 1));
        assertThat(session().compactBlocks()).isTrue();
        hear(new SendCmpct(false, 2));
        assertThat(session().compactBlocks()).isTrue();
        hear(new SendCmpct(false, 1));
        assertThat(session().compactBlocks()).isFalse();
        assertThat(effects).hasSize(4).allMatch(Effect.Deliver.class::isInstance);
    }

    @Test
    void aFeeFilterBeyondAllMoneyIsIgnored() {
        long most = 2_100_000_000_000_000L;
        hear(new FeeFilter(-1), new FeeFilter(most + 1), new FeeFilter(Long.MIN_VALUE));
        assertThat(session().feeFilter()).isEmpty();
        hear(new FeeFilter(most));
        assertThat(session().feeFilter()).hasValue(most);
        hear(new FeeFilter(0), new FeeFilter(-1));
        assertThat(session().feeFilter()).hasValue(0);
        assertThat(score()).isZero();
    }

    @Test
    void whatItTakesIsRememberedAndOneMebibyteBefore() {
        assertThat(session().maxRecvPayloadLength()).isEqualTo(1_048_576);
        hear(ProtoConf.of(5_000_000, "Default"));
        assertThat(session().maxRecvPayloadLength()).isEqualTo(5_000_000);
    }
}
