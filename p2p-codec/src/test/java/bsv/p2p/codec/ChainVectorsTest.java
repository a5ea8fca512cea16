package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.chain.BlockRebuild;
import bsv.p2p.api.chain.BloomFilter;
import bsv.p2p.api.chain.InvalidCompactBlock;
import bsv.p2p.api.chain.PartialMerkleTree;
import bsv.p2p.api.chain.ShortIds;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.DataRefTx;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.MerkleTree;
import bsv.p2p.api.message.PrefilledTransaction;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.codec.Vectors.Vector;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.JsonNode;

/// What the vectors tell beside the bytes: roots, short ids, filters, trees and proofs that another program computed.
class ChainVectorsTest {
    @TestFactory
    Stream<DynamicTest> blocksHaveTheMerkleRootOfTheirHeader() {
        return of("block", "real_block").filter(vector -> vector.fields().path("computed_merkle_root").equals(vector.fields().get("merkle_root"))).map(vector -> test(vector, () -> {
            var block = (Block) decoded(vector);
            assertThat(block.merkleRoot()).isEqualTo(block.header().merkleRoot());
        }));
    }

    @TestFactory
    Stream<DynamicTest> shortIdsNameTheTransactionsOfTheBlock() {
        return of("cmpctblock").filter(vector -> vector.fields().has("block_txids")).map(vector -> test(vector, () -> {
            var compact = (CmpctBlock) decoded(vector);
            var ids = ShortIds.of(compact);
            var prefilled = compact.prefilled().stream().map(PrefilledTransaction::index).toList();
            var txids = hashes(vector.fields().get("block_txids"));
            assertThat(txids).hasSize((int) compact.transactionCount());
            var others = IntStream.range(0, txids.size()).filter(place -> !prefilled.contains((long) place)).mapToObj(place -> ids.of(txids.get(place)));
            assertThat(others).isEqualTo(compact.shortIds());
            assertThat(MerkleTree.root(txids)).isEqualTo(compact.header().merkleRoot());
        }));
    }

    @TestFactory
    Stream<DynamicTest> partialMerkleTreesComeOutAsTheyWentIn() {
        return of("merkleblock", "captured").filter(vector -> vector.text("command").equals("merkleblock")).map(vector -> test(vector, () -> {
            var message = (MerkleBlock) decoded(vector);
            var tree = PartialMerkleTree.verified(message);
            assertThat(tree.root()).isEqualTo(message.header().merkleRoot());
            if (vector.fields().has("matched")) {
                assertThat(tree.matches()).extracting(PartialMerkleTree.Match::txid).isEqualTo(hashes(vector.fields().get("matched").valueStream().map(match -> match.get("txid"))));
                assertThat(tree.matches()).extracting(PartialMerkleTree.Match::index).isEqualTo(vector.fields().get("matched").valueStream().map(match -> match.get("index").asLong()).toList());
            }
            // Where all transactions match, all their ids are there: the same message can be made of them.
            if (tree.matches().size() == message.totalTransactions()) {
                var all = new BitSet();
                all.set(0, tree.matches().size());
                var made = PartialMerkleTree.of(message.header(), tree.matches().stream().map(PartialMerkleTree.Match::txid).toList(), all);
                assertThat(made).isEqualTo(message);
            }
        }));
    }

    @Test
    void aTreeOfTheRealBlockLeadsToAnyOfItsTransactions() {
        var block = (Block) decoded(Vectors.in("real_block").getFirst());
        var txids = block.transactions().stream().map(Transaction::txid).toList();
        for (var places : List.of(List.<Integer>of(), List.of(0), List.of(1_556), List.of(0, 3, 777, 1_555, 1_556))) {
            var matched = new BitSet();
            places.forEach(matched::set);
            var tree = PartialMerkleTree.verified(PartialMerkleTree.of(block.header(), txids, matched));
            assertThat(tree.matches()).isEqualTo(places.stream().map(place -> new PartialMerkleTree.Match(place, txids.get(place))).toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> filtersHoldTheirItems() {
        return of("filter").filter(vector -> vector.fields().has("items_hex")).map(vector -> test(vector, () -> {
            var message = (FilterLoad) decoded(vector);
            var items = vector.fields().get("items_hex").valueStream().map(item -> Bytes.parseHex(item.asString())).toList();
            var filter = vector.fields().has("elements")
                    ? BloomFilter.create(vector.fields().get("elements").asInt(), vector.fields().get("false_positive_rate").asDouble(), message.tweak(), message.flags())
                    : BloomFilter.of(new FilterLoad(Bytes.wrap(new byte[message.filter().length()]), message.hashFunctions(), message.tweak(), message.flags()));
            assertThat(items).isNotEmpty();
            items.forEach(filter::insert);
            assertThat(filter.toMessage()).isEqualTo(message);
            assertThat(items).allMatch(filter::contains);
            if (vector.fields().has("absent_item_hex")) assertThat(filter.contains(Bytes.parseHex(vector.fields().get("absent_item_hex").asString()))).isFalse();
        }));
    }

    @TestFactory
    Stream<DynamicTest> enrichedHeadersProveTheirTransactions() {
        return of("hdrsen", "captured").filter(vector -> vector.text("command").equals("hdrsen")).map(vector -> test(vector, () -> {
            for (var header : ((HdrsEn) decoded(vector)).headers()) {
                assertThat(header.coinbase().stream()).allMatch(coinbase -> coinbase.isIn(header.header()) && coinbase.proof().index() == 0);
                assertThat(header.minerInfo().stream()).allMatch(info -> info.isIn(header.header()));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> doubleSpendsAreProven() {
        return of("dsdetected").map(vector -> test(vector, () -> assertThat(((DsDetected) decoded(vector)).forks()).hasSizeGreaterThan(1)
                .allMatch(fork -> fork.proof().proves(fork.headers().getFirst()))));
    }

    @TestFactory
    Stream<DynamicTest> proofsOfReferredTransactionsAreAboutThem() {
        return of("datareftx").map(vector -> test(vector, () -> {
            var message = (DataRefTx) decoded(vector);
            assertThat(message.proof().txid()).isEqualTo(message.transaction().txid());
            assertThat(message.proof().root()).isPresent();
        }));
    }

    @TestFactory
    Stream<DynamicTest> revocationsAreSignedOverOneSha256() {
        return of("revokemid").map(vector -> test(vector, () -> {
            var digest = MessageDigest.getInstance("SHA-256").digest(((RevokeMid) decoded(vector)).revocationMessage().toArray());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(vector.fields().get("signed_digest_hex").asString());
        }));
    }

    @Test
    void theRealBlockIsRebuiltFromWhatIsKnownAndWhatIsAskedFor() {
        var block = (Block) decoded(Vectors.in("real_block").getFirst());
        var compact = (CmpctBlock) Frames.decoded(CmpctBlock.COMMAND, Frames.payloadOf(compact(block, 99, 0, 700)));
        var rebuild = new BlockRebuild(compact);
        for (int place = 1; place < 1_500; place++) assertThat(rebuild.offer(block.transactions().get(place))).isEqualTo(place != 700);
        assertThat(rebuild.offer(block.transactions().get(5))).as("again").isFalse();
        assertThat(rebuild.block()).isEmpty();

        var request = rebuild.request().orElseThrow();
        assertThat(request.indexes()).hasSize(57).startsWith(1_500L).endsWith(1_556L);
        var answer = new BlockTxn(block.hash(), request.indexes().stream().map(place -> block.transactions().get(place.intValue())).toList());
        rebuild.add((BlockTxn) Frames.decoded(BlockTxn.COMMAND, Frames.payloadOf(answer)));
        assertThat(rebuild.block()).contains(block);
        assertThat(rebuild.request()).isEmpty();
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() {
        var block = (Block) decoded(Vectors.in("real_block").getFirst());
        var rebuild = new BlockRebuild(compact(block, 1, 0));
        block.transactions().subList(3, 1_557).forEach(rebuild::offer);
        assertThat(rebuild.missing()).containsExactly(1L, 2L);
        var one = block.transactions().get(1);
        var two = block.transactions().get(2);

        assertInvalid(() -> rebuild.add(new BlockTxn(Hash256.ZERO, List.of(one, two))), "expected transactions of block");
        assertInvalid(() -> rebuild.add(new BlockTxn(block.hash(), List.of(one))), "expected 2 transactions, found 1");
        assertInvalid(() -> rebuild.add(new BlockTxn(block.hash(), List.of(two, one))), "transaction 0 of the answer does not have the short id of place 1");
        assertThat(rebuild.missing()).containsExactly(1L, 2L);
        rebuild.add(new BlockTxn(block.hash(), List.of(one, two)));
        assertThat(rebuild.block()).contains(block);
    }

    @Test
    void aBlockThatIsNotThatOfItsHeaderIsRefused() {
        var block = (Block) decoded(Vectors.in("real_block").getFirst());
        var h = block.header();
        var other = new Block(new BlockHeader(h.version(), h.previous(), Hash256.ZERO, h.time(), h.bits(), h.nonce()), block.transactions());
        var rebuild = new BlockRebuild(compact(other, 1, 0));
        block.transactions().forEach(rebuild::offer);
        assertInvalid(rebuild::block, "expected transactions with the Merkle root 0000");
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatExceptionOfType(InvalidCompactBlock.class).isThrownBy(call).withMessageContaining(message);
    }

    private static CmpctBlock compact(Block block, long nonce, Integer... prefilled) {
        var ids = ShortIds.of(block.header(), nonce);
        var whole = List.of(prefilled);
        return new CmpctBlock(block.header(), nonce,
                IntStream.range(0, block.transactions().size()).filter(place -> !whole.contains(place)).mapToObj(place -> ids.of(block.transactions().get(place).txid())).toList(),
                whole.stream().map(place -> new PrefilledTransaction(place, block.transactions().get(place))).toList());
    }

    private static Stream<Vector> of(String... files) {
        return Stream.of(files).flatMap(file -> Vectors.in(file).stream());
    }

    private static DynamicTest test(Vector vector, Executable check) {
        return DynamicTest.dynamicTest(vector.name(), check);
    }

    private static Object decoded(Vector vector) {
        return Frames.decoded(vector.command(), vector.payload());
    }

    private static List<Hash256> hashes(JsonNode list) {
        return hashes(list.valueStream());
    }

    private static List<Hash256> hashes(Stream<JsonNode> nodes) {
        return nodes.map(node -> Hash256.parse(node.asString())).toList();
    }
}
