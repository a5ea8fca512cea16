package bsv.p2p.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.Hash256;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no vector shows; that filters are those of other programs is for the codec's tests.
class BloomFilterTest {
    @Test
    void aFilterHoldsWhatWasPutInAndAboutAsMuchElseAsAskedFor() {
        var filter = BloomFilter.create(1_000, 0.01, 7, 0);
        for (int i = 0; i < 1_000; i++) filter.insert(Hash256.ofWords(i, 0, 0, 0));
        assertThat(IntStream.range(0, 1_000)).allMatch(i -> filter.contains(Hash256.ofWords(i, 0, 0, 0)));
        assertThat(IntStream.range(1_000, 101_000).filter(i -> filter.contains(Hash256.ofWords(i, 0, 0, 0))).count()).isBetween(500L, 1_500L);
        assertThat(BloomFilter.of(filter.toMessage()).toMessage()).isEqualTo(filter.toMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 1, 5", "3, 0.01, 3, 5", "100, 0.001, 179, 9", "100000000, 0.0001, 36000, 1", // too many for the largest filter
        "1, 1e-300, 179, 50", // too many hash functions
        "1, 0.9999, 1, 5",
    })
    void filtersStayWithinTheLimits(int elements, double rate, int bytes, int functions) {
        var made = BloomFilter.create(elements, rate, 0, 0).toMessage();
        assertThat(made.filter().length()).isEqualTo(bytes);
        assertThat(made.hashFunctions()).isEqualTo(functions);
        assertThat(made.isWithinLimits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "-1, 0.5", "1, 0", "1, 1", "1, NaN", "1, -1", "1, Infinity"})
    void whatMakesNoFilterIsRefused(int elements, double rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> BloomFilter.create(elements, rate, 0, 0)).withMessageContaining("found " + elements);
    }

    @Test
    void filtersBeyondTheLimitsAreRefused() {
        assertThat(BloomFilter.of(new FilterLoad(Bytes.wrap(new byte[36_000]), 50, 0, 0)).toMessage().filter().length()).isEqualTo(36_000);
        assertThatIllegalArgumentException().isThrownBy(() -> BloomFilter.of(new FilterLoad(Bytes.wrap(new byte[36_001]), 50, 0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> BloomFilter.of(new FilterLoad(Bytes.wrap(new byte[1]), 51, 0, 0)));
    }

    @Test
    void aFilterWithoutBytesSaysYesToAll() {
        var filter = BloomFilter.of(new FilterLoad(Bytes.EMPTY, 5, 0, 0));
        filter.insert(Hash256.ZERO);
        assertThat(filter.contains(Bytes.EMPTY)).isTrue();
        assertThat(filter.toMessage().filter()).isEqualTo(Bytes.EMPTY);
    }

    /// Known answers of the hash function, from its public tests.
    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, ''", "6a396f08, fba4c795, ''", "81f16f39, ffffffff, ''", "514e28b7, 00000000, 00", "ea3f0b17, fba4c795, 00",
        "fd6cf10d, 00000000, ff", "16c6b7ab, 00000000, 0011", "8eb51c3d, 00000000, 001122", "b4471bf8, 00000000, 00112233",
        "e2301fa8, 00000000, 0011223344", "fc2e4a15, 00000000, 001122334455", "b074502c, 00000000, 00112233445566", "8034d2a0, 00000000, 0011223344556677",
        "b4698def, 00000000, 001122334455667788",
    })
    void theHashFunctionIsMurmur3(String hash, String seed, String data) {
        assertThat(Integer.toHexString(Murmur3.hash(Integer.parseUnsignedInt(seed, 16), Bytes.parseHex(data)))).isEqualTo(hash.replaceFirst("^0{7}", ""));
    }
}
