package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What messages about blocks, filters, streams and miners refuse to say; the others are in MessagesTest.
class BlockMessagesTest {
    @Test
    void anAnswerToAChallengeHasItsLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthResp(bytes(34), 0, bytes(70))).withMessageContaining("34 and 70");
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthResp(bytes(33), 0, bytes(69)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthResp(bytes(33), 0, bytes(73)));
        assertThat(new AuthResp(bytes(33), 0, bytes(72)).signature().length()).isEqualTo(72);
    }

    @Test
    void streamsHaveAnIdAndAPolicy() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CreateStrm(bytes(130), StreamType.DATA1, "")).withMessageContaining("130");
        assertThatIllegalArgumentException().isThrownBy(() -> new CreateStrm(bytes(17), StreamType.DATA1, "p".repeat(65))).withMessageContaining("65");
        assertThatIllegalArgumentException().isThrownBy(() -> new CreateStrm(bytes(17), StreamType.DATA1, "\u20ac"));
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamAck(bytes(130), StreamType.DATA1));
        for (var type : StreamType.values()) assertThat(StreamType.of(type.value())).contains(type);
        assertThat(StreamType.of(6)).isEmpty();
    }

    @Test
    void placesInABlockAscendAndHave32Bits() {
        var transaction = Transaction.of(1, List.of(), List.of(), 0);
        var header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
        assertThat(new GetBlockTxn(Hash256.ZERO, List.of(0L, 1L, 0xffff_ffffL)).indexes()).hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(Hash256.ZERO, List.of(1L, 1L))).withMessageContaining("1 follows 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(Hash256.ZERO, List.of(-1L)));
        assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(Hash256.ZERO, List.of(1L << 32)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrefilledTransaction(1L << 32, transaction));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrefilledTransaction(-1, transaction));
        var two = List.of(new PrefilledTransaction(3, transaction), new PrefilledTransaction(2, transaction));
        assertThatIllegalArgumentException().isThrownBy(() -> new CmpctBlock(header, 0, List.of(), two)).withMessageContaining("2 follows 3");
        assertThat(new CmpctBlock(header, 0, List.of(new ShortId(1)), two.subList(0, 1)).transactionCount()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new ShortId(1L << 48));
        assertThatIllegalArgumentException().isThrownBy(() -> new ShortId(-1));
    }

    @Test
    void aDoubleSpendHasTwoProvenForks() {
        var header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
        var transaction = Transaction.of(1, List.of(), List.of(), 0);
        var proof = new MerkleProof(5, 1, transaction.txid(), Optional.of(transaction), Hash256.ZERO, List.of());
        var fork = new DsDetected.Fork(List.of(header), proof);
        assertThat(new DsDetected(List.of(fork, fork)).forks()).hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new DsDetected(List.of(fork))).withMessageContaining("at least 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new DsDetected.Fork(List.of(), proof));
        var coinbase = new MerkleProof(5, 0, transaction.txid(), Optional.of(transaction), Hash256.ZERO, List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> new DsDetected.Fork(List.of(header), coinbase));
        var byTxid = new MerkleProof(0, 1, transaction.txid(), Optional.empty(), Hash256.ZERO, List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> new DsDetected.Fork(List.of(header), byTxid)).withMessageContaining("found flags 0");
        var typed = new MerkleProof(5, 1, transaction.txid(), Optional.of(transaction), Hash256.ZERO, List.of(new MerkleProof.Node(1, Hash256.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DsDetected.Fork(List.of(header), typed));
    }

    @Test
    void filtersTellWhetherTheyAreAllowed() {
        assertThat(new FilterLoad(bytes(36_000), 50, 0, 0).isWithinLimits()).isTrue();
        assertThat(new FilterLoad(bytes(36_001), 50, 0, 0).isWithinLimits()).isFalse();
        assertThat(new FilterLoad(bytes(1), 51, 0, 0).isWithinLimits()).isFalse();
        assertThat(new FilterAdd(bytes(520)).isWithinLimits()).isTrue();
        assertThat(new FilterAdd(bytes(521)).isWithinLimits()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new FilterLoad(bytes(1), 1L << 32, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FilterLoad(bytes(1), 1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FilterLoad(bytes(1), 1, 0, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new MerkleBlock(new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0), 1L << 32, List.of(), Bytes.EMPTY));
    }

    @Test
    void anAgeGoesWithItsForm() {
        assertThat(Mempool.ofAge(-1).age()).hasValue(-1);
        assertThat(Mempool.all().form()).isEqualTo(Mempool.Form.EMPTY);
        assertThatIllegalArgumentException().isThrownBy(() -> new Mempool(Mempool.Form.AGE, OptionalLong.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mempool(Mempool.Form.EMPTY, OptionalLong.of(1)));
    }

    @Test
    void aRevocationHasThreeKeys() {
        var key = Bytes.parseHex("02" + "00".repeat(32));
        assertThat(new RevokeMid(0, key, key, key, bytes(255), bytes(0)).version()).isZero();
        for (var bad : List.of("04" + "00".repeat(32), "02" + "00".repeat(31), "02" + "00".repeat(33))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RevokeMid(0, key, Bytes.parseHex(bad), key, bytes(0), bytes(0))).withMessageContaining("33 bytes");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new RevokeMid(0, key, key, key, bytes(256), bytes(0))).withMessageContaining("256 and 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new RevokeMid(1L << 32, key, key, key, bytes(0), bytes(0)));
    }

    private static Bytes bytes(int length) {
        return Bytes.wrap(new byte[length]);
    }
}
