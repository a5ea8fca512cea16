package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the fuzzer found worth keeping holds in every build.
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    @TestFactory
    Stream<DynamicTest> whatReachesFarHolds() {
        return FuzzCorpus.targets().stream().map(target -> DynamicTest.dynamicTest(target, () -> {
            var seeds = FuzzCorpus.seeds(CORPUS, target).toList();
            assertThat(seeds).isNotEmpty();
            for (var seed : seeds) FuzzTarget.check(target, seed);
        }));
    }
}
