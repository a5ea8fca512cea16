package bsv.p2p.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.PrefilledTransaction;
import bsv.p2p.api.message.ShortId;
import bsv.p2p.api.message.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What honest blocks do not show; those are for the codec's tests.
class BlockRebuildTest {
    private static final BlockHeader HEADER = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
    private static final ShortIds IDS = ShortIds.of(HEADER, 0);
    /// Two txids of one short id in the block of HEADER, found by trying 40 million.
    private static final Transaction ONE = named(11_606_266);
    private static final Transaction OTHER = named(33_174_614);
    private static final Transaction COINBASE = named(0);

    @Test
    void shortIdsAreTheLow48BitsOfSipHash() {
        var key = new ShortIds(0x0706_0504_0302_0100L, 0x0f0e_0d0c_0b0a_0908L);
        var txid = Hash256.parse("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100");
        assertThat(new SipHash(key.key0(), key.key1()).of(txid.word(0), txid.word(1), txid.word(2), txid.word(3))).isEqualTo(0x7127_512f_72f2_7cceL);
        assertThat(key.of(txid)).isEqualTo(new ShortId(0x512f_72f2_7cceL));
        assertThat(key.of(txid).toWire()).isEqualTo(Bytes.parseHex("ce7cf2722f51"));
        assertThat(ShortId.ofWire(Bytes.parseHex("00ce7cf2722f51"), 1)).isEqualTo(key.of(txid));
    }

    @Test
    void twoTransactionsOfOneShortIdAreWorthAsMuchAsNone() {
        assertThat(IDS.of(ONE.txid())).isEqualTo(IDS.of(OTHER.txid()));
        var rebuild = new BlockRebuild(block(List.of(IDS.of(ONE.txid())), 0));
        assertThat(rebuild.offer(ONE)).isTrue();
        assertThat(rebuild.offer(ONE)).isFalse();
        assertThat(rebuild.missing()).isEmpty();
        assertThat(rebuild.offer(OTHER)).isFalse();
        assertThat(rebuild.missing()).containsExactly(1L);
        assertThat(rebuild.offer(ONE)).isFalse();
        assertThat(rebuild.request().orElseThrow().indexes()).containsExactly(1L);
        rebuild.add(new BlockTxn(HEADER.hash(), List.of(OTHER)));
        assertThat(rebuild.missing()).isEmpty();
    }

    @Test
    void transactionsThatTheBlockDoesNotHaveAreNotTaken() {
        var rebuild = new BlockRebuild(block(List.of(IDS.of(ONE.txid())), 1));
        assertThat(rebuild.offer(named(1))).isFalse();
        assertThat(rebuild.offer(COINBASE)).isFalse();
        assertThat(rebuild.missing()).containsExactly(0L);
    }

    @Test
    void twoPlacesWithOneShortIdMakeNoBlock() {
        var id = IDS.of(ONE.txid());
        assertThatExceptionOfType(InvalidCompactBlock.class).isThrownBy(() -> new BlockRebuild(block(List.of(id, new ShortId(7), id), 0)))
                .withMessage("two transactions have the short id " + id.toWire().toHex());
    }

    @Test
    void aPrefilledTransactionOutsideTheBlockMakesNone() {
        assertThat(new BlockRebuild(block(List.of(new ShortId(7)), 1)).missing()).containsExactly(0L);
        for (long index : List.of(2L, 0x8000_0000L, 0xffff_ffffL)) {
            assertThatExceptionOfType(InvalidCompactBlock.class).isThrownBy(() -> new BlockRebuild(block(List.of(new ShortId(7)), index)))
                    .withMessage("prefilled transaction %d of a block of 2".formatted(index));
        }
    }

    private static CmpctBlock block(List<ShortId> ids, long prefilled) {
        return new CmpctBlock(HEADER, 0, ids, List.of(new PrefilledTransaction(prefilled, COINBASE)));
    }

    /// A transaction that claims a txid.
    private static Transaction named(long txid) {
        return Transaction.ofWire(Transaction.of(1, List.of(), List.of(), txid).wire(), Hash256.ofWords(txid, 0, 0, 0));
    }
}
