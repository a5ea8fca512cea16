package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.app.demo.DemoChain.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoChainTest {
    private static final List<Block> BLOCKS = mined(2 * DemoChain.HEADERS_KEPT);

    private final DemoChain chain = new DemoChain();

    @Test
    void beginsWithTheFirstBlock() {
        assertThat(chain.tip().height()).isZero();
        assertThat(chain.locator()).containsExactly(RegtestBlocks.GENESIS.hash());
    }

    @Test
    void growsByBlocksInTheirPlace() {
        assertThat(chain.add(BLOCKS.get(0))).isEqualTo(Outcome.ADDED);
        assertThat(chain.add(BLOCKS.get(1))).isEqualTo(Outcome.ADDED);
        assertThat(chain.add(BLOCKS.get(1))).isEqualTo(Outcome.KNOWN);
        assertThat(chain.add(BLOCKS.get(3))).isEqualTo(Outcome.ORPHAN);
        assertThat(chain.tip()).isEqualTo(new DemoChain.Link(2, BLOCKS.get(1).header(), BLOCKS.get(1).hash()));
    }

    @Test
    void refusesABlockThatIsNotSound() {
        var swapped = new Block(BLOCKS.get(0).header(), BLOCKS.get(1).transactions());
        assertThat(chain.add(swapped)).isEqualTo(Outcome.INVALID);
        assertThat(chain.tip().height()).isZero();
    }

    @Test
    void refusesHeadersWithoutProofOfWork() {
        var good = BLOCKS.getFirst().header();
        var bad = new BlockHeader(good.version(), good.previous(), good.merkleRoot(), good.time(), 0x2100_ffffL, good.nonce());
        assertThat(chain.addHeaders(List.of(bad))).isEmpty();
        assertThat(chain.tip().height()).isZero();
    }

    @Test
    void catchesUpByHeadersAndAsksForTheLastBlocks() {
        var missing = chain.addHeaders(headers(0, 50));
        assertThat(chain.tip().height()).isEqualTo(50);
        assertThat(missing).isEqualTo(BLOCKS.subList(50 - DemoChain.BLOCKS_KEPT, 50).stream().map(Block::hash).toList());
        assertThat(chain.add(BLOCKS.get(49))).isEqualTo(Outcome.ADDED);
        assertThat(chain.heightOf(BLOCKS.get(49).hash())).contains(50);
    }

    @Test
    void tellsWhatFollowsALocator() {
        chain.addHeaders(headers(0, 20));
        var behind = new DemoChain();
        behind.addHeaders(headers(0, 7));
        assertThat(chain.after(behind.locator(), Hash256.ZERO)).isEqualTo(headers(7, 20));
        assertThat(chain.after(behind.locator(), BLOCKS.get(9).hash())).isEqualTo(headers(7, 10));
        assertThat(chain.after(List.of(BLOCKS.get(19).hash()), Hash256.ZERO)).isEmpty();
    }

    @Test
    void whoKnowsNothingCommonGetsAllThatIsKept() {
        chain.addHeaders(headers(0, 3));
        assertThat(chain.after(List.of(Hash256.ZERO), Hash256.ZERO)).startsWith(RegtestBlocks.GENESIS).hasSize(4);
    }

    @Test
    void aLocatorIsDenseAtTheTipAndEndsWithTheOldest() {
        chain.addHeaders(headers(0, 100));
        var heights = chain.locator().stream().map(hash -> chain.heightOf(hash).orElseThrow()).toList();
        assertThat(heights).startsWith(100, 99, 98, 97, 96, 95, 94, 93, 92, 91).endsWith(0).hasSizeLessThan(20).doesNotHaveDuplicates();
    }

    @Test
    void takesTheSameMemoryHoweverLongItGrows() {
        for (var block : BLOCKS) assertThat(chain.add(block)).isEqualTo(Outcome.ADDED);
        assertThat(chain.tip().height()).isEqualTo(BLOCKS.size());
        assertThat(chain.after(List.of(), Hash256.ZERO)).hasSize(DemoChain.HEADERS_KEPT);
        assertThat(BLOCKS.stream().filter(block -> chain.block(block.hash()).isPresent())).hasSize(DemoChain.BLOCKS_KEPT);
        assertThat(BLOCKS.stream().filter(block -> chain.heightOf(block.hash()).isPresent())).hasSize(DemoChain.HEADERS_KEPT);
        var behind = new DemoChain();
        behind.addHeaders(headers(0, BLOCKS.size() - 30));
        assertThat(behind.addHeaders(chain.after(behind.locator(), Hash256.ZERO))).hasSize(DemoChain.BLOCKS_KEPT);
        assertThat(behind.tip()).isEqualTo(chain.tip());
    }

    private static List<BlockHeader> headers(int from, int to) {
        return BLOCKS.subList(from, to).stream().map(Block::header).toList();
    }

    private static List<Block> mined(int count) {
        var blocks = new ArrayList<Block>();
        var parent = RegtestBlocks.GENESIS;
        for (int height = 1; height <= count; height++) {
            blocks.add(RegtestBlocks.mine(parent, height, List.of(), 1_700_000_000L + height));
            parent = blocks.getLast().header();
        }
        return List.copyOf(blocks);
    }
}
