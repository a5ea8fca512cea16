package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegtestBlocksTest {

    @Test
    void theFirstBlockIsThatOfTheReferenceNode() {
        assertThat(RegtestBlocks.GENESIS.hash())
                .isEqualTo(Hash256.parse("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"));
        assertThat(RegtestBlocks.hasProofOfWork(RegtestBlocks.GENESIS)).isTrue();
    }

    @Test
    void aMinedBlockMeetsItsTargetAsANumber() {
        var target = new BigInteger("7fffff", 16).shiftLeft(8 * (0x20 - 3));
        for (int height = 1; height <= 20; height++) {
            var block = RegtestBlocks.mine(RegtestBlocks.GENESIS, height, List.of(), 1_700_000_000L + height);
            assertThat(new BigInteger(block.hash().toString(), 16)).isLessThanOrEqualTo(target);
            assertThat(block.header().previous()).isEqualTo(RegtestBlocks.GENESIS.hash());
            assertThat(RegtestBlocks.isSound(block)).isTrue();
        }
    }

    @Test
    void aHashAboveTheTargetIsNoProofOfWork() {
        var block = RegtestBlocks.mine(RegtestBlocks.GENESIS, 1, List.of(), 1_700_000_000L).header();
        var bad = IntStream.range(0, 100).mapToObj(nonce -> withNonce(block, nonce)).filter(header -> header.hash().toString().charAt(0) >= '8').toList();
        assertThat(bad).isNotEmpty().noneMatch(RegtestBlocks::hasProofOfWork);
    }

    @Test
    void anEasierTargetIsNotTaken() {
        var header = RegtestBlocks.GENESIS;
        var easier = new BlockHeader(header.version(), header.previous(), header.merkleRoot(), header.time(), 0x2100_ffffL, header.nonce());
        assertThat(RegtestBlocks.hasProofOfWork(easier)).isFalse();
    }

    /// The txids of block 100000 of the main chain and the root in its header.
    @Test
    void theMerkleRootOfARealBlockComesOut() {
        var root = RegtestBlocks.rootOf(List.of(
                Hash256.parse("8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87"),
                Hash256.parse("fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4"),
                Hash256.parse("6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4"),
                Hash256.parse("e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d")));
        assertThat(root).isEqualTo(Hash256.parse("f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766"));
    }

    @Test
    void theLastOfAnOddRowIsHashedWithItself() {
        var txids = IntStream.range(0, 3).mapToObj(RegtestBlocksTest::payment).map(Transaction::txid).toList();
        assertThat(RegtestBlocks.rootOf(txids)).isEqualTo(RegtestBlocks.rootOf(List.of(txids.get(0), txids.get(1), txids.get(2), txids.get(2))));
        assertThat(RegtestBlocks.rootOf(txids)).isNotEqualTo(RegtestBlocks.rootOf(txids.subList(0, 2)));
        assertThat(RegtestBlocks.rootOf(txids.subList(0, 1))).isEqualTo(txids.getFirst());
    }

    @Test
    void aBlockWithAnotherTransactionIsNotSound() {
        var block = RegtestBlocks.mine(RegtestBlocks.GENESIS, 1, List.of(payment(1), payment(2)), 1_700_000_000L);
        var swapped = List.of(block.transactions().getFirst(), payment(1), payment(3));
        assertThat(RegtestBlocks.isSound(block)).isTrue();
        assertThat(RegtestBlocks.isSound(new Block(block.header(), swapped))).isFalse();
        assertThat(RegtestBlocks.isSound(new Block(block.header(), List.of()))).isFalse();
    }

    /// Source of the expected bytes: BIP 34, and the numbers of script, least significant byte first, sign in the highest bit.
    @ParameterizedTest
    @CsvSource({"1, 51", "16, 60", "17, 0111", "127, 017f", "128, 028000", "255, 02ff00", "256, 020001", "32767, 02ff7f", "32768, 03008000", "8388608, 0400008000"})
    void theCoinbaseBeginsWithTheHeight(int height, String push) {
        var input = coinbase(height).inputs().getFirst();
        assertThat(input.isCoinbase()).isTrue();
        assertThat(input.script().toHex()).startsWith(push);
        assertThat(input.script().length()).isBetween(2, 100);
    }

    @ParameterizedTest
    @CsvSource({"1, 5000000000", "149, 5000000000", "150, 2500000000", "300, 1250000000", "15000, 0"})
    void theSubsidyIsHalvedEvery150Blocks(int height, long satoshis) {
        assertThat(coinbase(height).outputs()).extracting(TxOutput::value).containsExactly(satoshis);
    }

    static Transaction payment(int number) {
        var input = new TxInput(RegtestBlocks.GENESIS.merkleRoot(), number, Bytes.EMPTY, TxInput.MAX_UINT32);
        return Transaction.of(1, List.of(input), List.of(new TxOutput(number, Bytes.parseHex("51"))), 0);
    }

    private static Transaction coinbase(int height) {
        return RegtestBlocks.mine(RegtestBlocks.GENESIS, height, List.of(), 1_700_000_000L).transactions().getFirst();
    }

    private static BlockHeader withNonce(BlockHeader header, long nonce) {
        return new BlockHeader(header.version(), header.previous(), header.merkleRoot(), header.time(), header.bits(), nonce);
    }
}
