package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockWalkerTest {
    private static final BlockHeader HEADER = new BlockHeader(1, Hash256.ofWords(1, 2, 3, 4), Hash256.ZERO, 5, 6, 7);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aBlockCutAtEveryByteGivesItsTransactions() {
        var transactions = transactions(12, 300);
        var block = block(transactions);
        for (int cut = 0; cut <= block.length(); cut++) {
            var seen = new Seen();
            var walker = BlockWalker.of(seen);
            walker.accept(block.slice(0, cut));
            walker.accept(block.slice(cut, block.length() - cut));
            walker.finish();
            assertThat(seen.header).isEqualTo(HEADER);
            assertThat(seen.count).isEqualTo(12);
            assertThat(seen.transactions).isEqualTo(transactions);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1_000, 65_536})
    void piecesOfAnySizeGiveTheSame(int most) {
        var transactions = transactions(300, 2_000);
        var seen = new Seen();
        feed(block(transactions), BlockWalker.of(seen), most);
        assertThat(seen.transactions).isEqualTo(transactions);
        assertThat(seen.large).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000})
    void transactionsAboveTheLimitGoByInParts(int most) {
        var transactions = transactions(60, 3_000);
        int limit = 1_000;
        var seen = new Seen();
        feed(block(transactions), BlockWalker.of(seen, limit), most);

        // What lies whole in one piece costs no memory, so the limit is not for it.
        assertThat(seen.transactions).filteredOn(transaction -> transaction.size() > limit).allMatch(transaction -> transaction.size() <= most);
        assertThat(seen.large.size()).isPositive();
        var all = new ArrayList<Hash256>();
        for (var transaction : transactions) all.add(transaction.txid());
        assertThat(seen.txids).isEqualTo(all);
        for (var large : seen.large) {
            var expected = transactions.get((int) large.index).wire();
            assertThat(large.size).isEqualTo(expected.length());
            assertThat(large.bytes).isEqualTo(expected);
        }
    }

    @Test
    void oneTransactionIsWalkedWithoutABlock() {
        var transaction = transactions(1, 400).getFirst();
        var seen = new Seen();
        feed(transaction.wire(), BlockWalker.ofTransaction(seen, 1 << 20), 10);
        assertThat(seen.transactions).containsExactly(transaction);
    }

    @Test
    void aBlockWithoutTransactionsAndOneWithBytesBehindAreTaken() {
        var empty = new Seen();
        feed(block(List.of()), BlockWalker.of(empty), 10);
        assertThat(empty.count).isZero();
        var transactions = transactions(2, 50);
        var trailing = new Seen();
        feed(join(block(transactions), Bytes.parseHex("ffffffffff")), BlockWalker.of(trailing), 3);
        assertThat(trailing.transactions).isEqualTo(transactions);
    }

    @Test
    void aBlockThatEndsEarlyIsMalformedWhereverItEnds() {
        var block = block(transactions(3, 100));
        for (int end = 0; end < block.length(); end++) {
            var walker = BlockWalker.of(new Seen());
            walker.accept(block.slice(0, end));
            assertThatExceptionOfType(MalformedBlock.class).isThrownBy(walker::finish).satisfies(malformed -> assertThat(malformed.getMessage()).startsWith("the end"));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "fdfc00, 80, number of transactions", // one byte would do
            "ff0000000001000000, 80, number of transactions", // above 2^32 - 1
            "01 01000000 fd0100, 85, shortest form", // inputs
            "01 01000000 ffffffffffffffffff, 85, above 4294967295",
            "01 01000000 00 fe01000000, 86, shortest form", // outputs
            "01 01000000 00 01 0000000000000000 ff0100000000000000, 95, above 4294967295", // a script
    })
    void aNumberThatIsNotAsItMustBeIsNamedWithItsPlace(String afterHeader, long offset, String what) {
        var bytes = join(HEADER.toWire(), Bytes.parseHex(afterHeader.replace(" ", "")));
        for (int most : new int[] {1, 200}) {
            var walker = BlockWalker.of(new Seen());
            assertThatExceptionOfType(MalformedBlock.class).isThrownBy(() -> feed(bytes, walker, most)).satisfies(malformed -> {
                assertThat(malformed.offset()).isEqualTo(offset);
                assertThat(malformed).hasMessageContaining(what);
            });
        }
    }

    @Test
    void merkleRootsOfAllSizesAreThoseOfTheTreeDrawnInFull() {
        assertThat(new MerkleTree().root()).isEqualTo(Hash256.ZERO);
        var tree = new MerkleTree();
        var leaves = new ArrayList<Hash256>();
        for (int i = 0; i < 130; i++) {
            var leaf = Hash256.ofWords(i, 2, 3, 4);
            leaves.add(leaf);
            tree.add(leaf);
            assertThat(tree.root()).isEqualTo(drawn(leaves));
        }
        assertThat(tree.size()).isEqualTo(130);
    }

    private static Hash256 drawn(List<Hash256> level) {
        if (level.size() == 1) return level.getFirst();
        return drawn(IntStream.range(0, (level.size() + 1) / 2).mapToObj(i -> {
            var left = level.get(2 * i);
            var right = level.get(Math.min(2 * i + 1, level.size() - 1));
            return join(Bytes.wrap(left.toArray()), Bytes.wrap(right.toArray())).doubleSha256();
        }).toList());
    }

    private void feed(Bytes bytes, BlockWalker walker, int most) {
        for (int at = 0; at < bytes.length();) {
            int count = Math.min(bytes.length() - at, random.nextInt(1, most + 1));
            walker.accept(bytes.slice(at, count));
            at += count;
        }
        walker.finish();
    }

    private List<Transaction> transactions(int count, int longestScript) {
        return IntStream.range(0, count).mapToObj(_ -> Transaction.of(random.nextInt(), IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> new TxInput(Hash256.ofWords(random.nextLong(), 1, 2, 3), 7, script(longestScript), 9)).toList(),
                IntStream.range(0, random.nextInt(4)).mapToObj(_ -> new TxOutput(random.nextLong(), script(longestScript))).toList(), 1)).toList();
    }

    private Bytes script(int longest) {
        var script = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(longest)];
        random.nextBytes(script);
        return Bytes.wrap(script);
    }

    private static Bytes block(List<Transaction> transactions) {
        var count = transactions.size() < 0xfd ? new byte[] {(byte) transactions.size()} : new byte[] {(byte) 0xfd, (byte) transactions.size(), (byte) (transactions.size() >> 8)};
        var parts = new ArrayList<Bytes>(List.of(HEADER.toWire(), Bytes.wrap(count)));
        for (var transaction : transactions) parts.add(transaction.wire());
        return join(parts.toArray(Bytes[]::new));
    }

    private static Bytes join(Bytes... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part.toArray());
        return Bytes.wrap(all.toByteArray());
    }

    private record Large(long index, long size, Bytes bytes) {}

    private static final class Seen implements BlockVisitor {
        private BlockHeader header = new BlockHeader(0, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
        private long count = -1;
        private final List<Transaction> transactions = new ArrayList<>();
        private final List<Hash256> txids = new ArrayList<>();
        private final List<Large> large = new ArrayList<>();
        private final DoubleSha256 hash = new DoubleSha256();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        @Override
        public void header(BlockHeader found, long transactionCount) {
            header = found;
            count = transactionCount;
        }

        @Override
        public void transaction(long index, Transaction transaction) {
            assertThat(index).isEqualTo(txids.size());
            transactions.add(transaction);
            txids.add(transaction.txid());
        }

        @Override
        public void part(long index, Bytes part) {
            assertThat(index).isEqualTo(txids.size());
            parts.writeBytes(part.toArray());
            hash.update(part);
        }

        @Override
        public void largeTransaction(long index, long size) {
            txids.add(hash.finish());
            large.add(new Large(index, size, Bytes.wrap(parts.toByteArray())));
            parts.reset();
        }
    }
}
