package bsv.p2p.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.MerkleTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialMerkleTreeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyChoiceOfTransactionsIsLedTo(int count) {
        var txids = txids(count);
        for (long choice = 0; choice < 1L << count; choice++) {
            var matched = BitSet.valueOf(new long[] {choice});
            var tree = PartialMerkleTree.verified(block(txids, matched));
            assertThat(tree.root()).isEqualTo(MerkleTree.root(txids));
            assertThat(tree.matches()).isEqualTo(matched.stream().mapToObj(place -> new PartialMerkleTree.Match(place, txids.get(place))).toList());
        }
    }

    @Test
    void anotherHeaderIsNoticed() {
        var block = block(txids(3), BitSet.valueOf(new long[] {2}));
        var other = new MerkleBlock(header(Hash256.ZERO), 3, block.hashes(), block.flags());
        assertThatExceptionOfType(InvalidMerkleTree.class).isThrownBy(() -> PartialMerkleTree.verified(other)).withMessageStartingWith("expected a tree with the root 0000");
    }

    @Test
    void aTreeTakesAllThatIsThereAndNoMore() {
        var block = block(txids(7), BitSet.valueOf(new long[] {1 << 4}));
        var hashes = block.hashes();
        assertInvalid(0, hashes, block.flags(), "expected a block with transactions, found 0");
        assertInvalid(7, hashes.subList(1, hashes.size()), block.flags(), "the tree ends after 3 hashes");
        assertInvalid(7, List.of(), block.flags(), "the tree ends after 0 hashes");
        assertInvalid(7, hashes, Bytes.EMPTY, "the tree ends after 0 flags");
        assertInvalid(7, hashes, Bytes.parseHex(block.flags().toHex() + "00"), "the tree takes 7 flags, 2 bytes of them are there");
        var more = new ArrayList<>(hashes);
        more.add(Hash256.ZERO);
        assertInvalid(7, more, block.flags(), "the tree takes 4 hashes, 5 are there");
    }

    @Test
    void noTransactionIsShownInTwoPlaces() {
        var three = txids(3);
        var four = List.of(three.get(0), three.get(1), three.get(2), three.get(2));
        assertThat(MerkleTree.root(four)).isEqualTo(MerkleTree.root(three));
        var block = block(four, BitSet.valueOf(new long[] {0b1000}));
        assertInvalid(4, block.hashes(), block.flags(), "two neighbours at height 0");
    }

    @Test
    void claimsOfManyTransactionsCostNothing() {
        assertThat(PartialMerkleTree.of(0xffff_ffffL, List.of(Hash256.ZERO), Bytes.parseHex("00")).matches()).isEmpty();
        assertInvalid(0xffff_ffffL, List.of(), Bytes.parseHex("ffffffff"), "the tree ends after 32 flags");
        assertInvalid(0xffff_ffffL, List.of(), Bytes.parseHex("ffffffffff"), "the tree ends after 0 hashes");
    }

    @Test
    void onlyPlacesOfTheBlockCanBeWanted() {
        assertThatIllegalArgumentException().isThrownBy(() -> block(txids(3), BitSet.valueOf(new long[] {8}))).withMessageContaining("3 transactions");
        assertThatIllegalArgumentException().isThrownBy(() -> block(List.of(), new BitSet()));
    }

    private static void assertInvalid(long transactions, List<Hash256> hashes, Bytes flags, String problem) {
        assertThatExceptionOfType(InvalidMerkleTree.class).isThrownBy(() -> PartialMerkleTree.of(transactions, hashes, flags)).withMessageStartingWith(problem);
    }

    private static MerkleBlock block(List<Hash256> txids, BitSet matched) {
        return PartialMerkleTree.of(header(MerkleTree.root(txids)), txids, matched);
    }

    private static BlockHeader header(Hash256 merkleRoot) {
        return new BlockHeader(1, Hash256.ZERO, merkleRoot, 0, 0, 0);
    }

    private static List<Hash256> txids(int count) {
        return LongStream.range(0, count).mapToObj(i -> Hash256.ofWords(i, 1, 2, 3)).toList();
    }
}
