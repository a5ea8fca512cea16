package bsv.p2p.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Hash256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofOfWorkTest {
    private static final Hash256 ROOT = Hash256.parse("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
    /// The first block of mainnet.
    private static final BlockHeader GENESIS = genesis(0x1d00ffffL, 2_083_236_893L);

    private static BlockHeader genesis(long bits, long nonce) {
        return new BlockHeader(1, Hash256.ZERO, ROOT, 1_231_006_505, bits, nonce);
    }

    @ParameterizedTest
    @CsvSource({
        "01120000, 12", "02008000, 80", "05009234, 92340000", "04123456, 12345600", "1d00ffff, ffff0000000000000000000000000000000000000000000000000000",
        "207fffff, 7fffff0000000000000000000000000000000000000000000000000000000000", "2100ffff, ffff000000000000000000000000000000000000000000000000000000000000",
        "220000ff, ff00000000000000000000000000000000000000000000000000000000000000",
    })
    void aCompactFormStandsForANumber(String bits, String target) {
        assertThat(ProofOfWork.target(Long.parseLong(bits, 16))).contains(Hash256.parse("0".repeat(64 - target.length()) + target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00123456", "01003456", "02000056", "03000000", "04000000", "20000000", "04923456", "01fedcba", "ff123456", "23000001", "22000100", "21010000"})
    void zeroNegativeAndTooLargeNumbersAreNoTargets(String bits) {
        assertThat(ProofOfWork.target(Long.parseLong(bits, 16))).isEmpty();
    }

    @Test
    void aHeaderShowsItsWorkOrDoesNot() {
        assertThat(GENESIS.hash()).hasToString("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        assertThat(ProofOfWork.isShown(GENESIS, ProofOfWork.PUBLIC_LIMIT)).isTrue();
        assertThat(ProofOfWork.isShown(genesis(0x1d00ffffL, 1), ProofOfWork.PUBLIC_LIMIT)).as("another nonce").isFalse();
        assertThat(ProofOfWork.isShown(genesis(0, 1), ProofOfWork.PUBLIC_LIMIT)).as("no target").isFalse();
    }

    /// On regtest every second hash would do.
    @Test
    void aTargetMustNotBeEasierThanTheLimit() {
        var easy = genesis(0x207fffffL, 0);
        for (long nonce = 1; !ProofOfWork.isShown(easy, 0x207fffffL); nonce++) easy = genesis(0x207fffffL, nonce);
        assertThat(ProofOfWork.isShown(easy, 0x207fffffL)).isTrue();
        assertThat(ProofOfWork.isShown(easy, ProofOfWork.PUBLIC_LIMIT)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> ProofOfWork.isShown(GENESIS, 0));
    }
}
