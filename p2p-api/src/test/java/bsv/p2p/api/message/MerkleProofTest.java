package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleProofTest {
    private static final List<Hash256> SEVEN = txids(7);

    @Test
    void aTreeOfNoneIsZeroAndOfOneIsItself() {
        assertThat(MerkleTree.root(List.of())).isEqualTo(Hash256.ZERO);
        assertThat(MerkleTree.root(txids(1))).isEqualTo(txids(1).getFirst());
    }

    @Test
    void aTreeHashesPairsAndTheLastOfAnOddLevelWithItself() {
        var t = txids(3);
        assertThat(MerkleTree.root(t)).isEqualTo(MerkleTree.parent(MerkleTree.parent(t.get(0), t.get(1)), MerkleTree.parent(t.get(2), t.get(2))));
        assertThat(t).isEqualTo(txids(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void everyTransactionOfABlockCanBeProven(int index) {
        var header = header(MerkleTree.root(SEVEN));
        var nodes = nodes(SEVEN, index);
        assertThat(proof(MerkleProof.TXID_TO_BLOCK, index, header.hash(), nodes).proves(header)).isTrue();
        assertThat(proof(4, index, header.merkleRoot(), nodes).proves(header)).isTrue();
        assertThat(proof(MerkleProof.TXID_TO_BLOCK, index, header.merkleRoot(), nodes).proves(header)).as("target of another kind").isFalse();
        assertThat(proof(4, index, header.hash(), nodes).proves(header)).as("target of another kind").isFalse();
        assertThat(proof(2, index, header.hash(), nodes).proves(header)).as("target of no kind").isFalse();
        var other = header(Hash256.ZERO);
        assertThat(proof(MerkleProof.TXID_TO_BLOCK, index, other.hash(), nodes).proves(other)).as("another root").isFalse();
    }

    @Test
    void aWayThatTheTreeDoesNotHaveLeadsNowhere() {
        var nodes = nodes(SEVEN, 2);
        assertThat(proof(0, 2, Hash256.ZERO, nodes).root()).contains(MerkleTree.root(SEVEN));
        assertThat(new MerkleProof(0, 2 + 8, SEVEN.get(2), Optional.empty(), Hash256.ZERO, nodes).root()).as("a place beyond the tree").isEmpty();
        var typed = new ArrayList<>(nodes);
        typed.set(1, new MerkleProof.Node(1, nodes.get(1).hash()));
        assertThat(proof(0, 2, Hash256.ZERO, typed).root()).isEmpty();
    }

    @Test
    void theLastTransactionIsNotAlsoInThePlaceAfterIt() {
        var nodes = nodes(SEVEN, 6);
        assertThat(nodes.getFirst().hash()).isEqualTo(SEVEN.get(6));
        assertThat(proof(0, 6, Hash256.ZERO, nodes).root()).contains(MerkleTree.root(SEVEN));
        assertThat(new MerkleProof(0, 7, SEVEN.get(6), Optional.empty(), Hash256.ZERO, nodes).root()).isEmpty();
    }

    @Test
    void aProvenTransactionIsTheOneOfItsProof() {
        var transaction = Transaction.of(1, List.of(), List.of(), 0);
        var header = header(transaction.txid());
        var proof = new MerkleProof(MerkleProof.WHOLE_TO_MERKLE_ROOT, 0, transaction.txid(), Optional.of(transaction), header.merkleRoot(), List.of());
        assertThat(new ProvenTransaction(transaction, proof).isIn(header)).isTrue();
        assertThat(new ProvenTransaction(Transaction.of(2, List.of(), List.of(), 0), proof).isIn(header)).isFalse();
        assertThat(new Block(header, List.of(transaction)).merkleRoot()).isEqualTo(header.merkleRoot());
    }

    @Test
    void aProofSaysNothingThatItsBytesCannotSay() {
        var transaction = Transaction.of(1, List.of(), List.of(), 0);
        assertThatIllegalArgumentException().isThrownBy(() -> proof(256, 0, Hash256.ZERO, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> proof(0, 1L << 32, Hash256.ZERO, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> proof(1, 0, Hash256.ZERO, List.of())).withMessageContaining("bit 0 of flags");
        assertThatIllegalArgumentException().isThrownBy(() -> new MerkleProof(0, 0, transaction.txid(), Optional.of(transaction), Hash256.ZERO, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new MerkleProof(1, 0, Hash256.ZERO, Optional.of(transaction), Hash256.ZERO, List.of())).withMessageContaining("txid");
        assertThatIllegalArgumentException().isThrownBy(() -> new MerkleProof.Node(256, Hash256.ZERO));
    }

    private static MerkleProof proof(int flags, long index, Hash256 target, List<MerkleProof.Node> nodes) {
        return new MerkleProof(flags, index, SEVEN.get((int) index % 7), Optional.empty(), target, nodes);
    }

    /// The nodes beside the way up from `index`.
    private static List<MerkleProof.Node> nodes(List<Hash256> txids, int index) {
        var nodes = new ArrayList<MerkleProof.Node>();
        var level = txids;
        for (int place = index; level.size() > 1; place /= 2) {
            nodes.add(new MerkleProof.Node(0, level.get(Math.min(place ^ 1, level.size() - 1))));
            var above = new ArrayList<Hash256>();
            for (int i = 0; i < level.size(); i += 2) above.add(MerkleTree.parent(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
            level = above;
        }
        return nodes;
    }

    private static BlockHeader header(Hash256 merkleRoot) {
        return new BlockHeader(1, Hash256.ZERO, merkleRoot, 0, 0, 0);
    }

    private static List<Hash256> txids(int count) {
        return LongStream.range(0, count).mapToObj(i -> Hash256.ofWords(i, 1, 2, 3)).toList();
    }
}
