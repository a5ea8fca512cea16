package bsv.p2p.app.demo;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Hash256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The block chain as one node of the demo knows it: the last [#HEADERS_KEPT] headers and the last [#BLOCKS_KEPT] blocks, so that
/// it takes the same memory however long the demo runs. There is one miner, hence no forks. Outlives its node, as a disk would.
/// Safe to use from many threads.
final class DemoChain {
    static final int HEADERS_KEPT = 256;
    static final int BLOCKS_KEPT = 8;
    /// A locator names so many from the tip back one by one, then ever fewer. Source: chain.cpp of the reference node.
    private static final int LOCATOR_DENSE = 10;

    private final List<Link> links = new ArrayList<>();
    private final Map<Hash256, Integer> heights = new HashMap<>();
    private final Map<Hash256, Block> blocks = new LinkedHashMap<>();

    DemoChain() {
        append(new Link(0, RegtestBlocks.GENESIS, RegtestBlocks.GENESIS.hash()));
    }

    /// A header in its place.
    record Link(int height, BlockHeader header, Hash256 hash) {}

    /// What became of a block.
    enum Outcome {
        /// New, sound, and in its place.
        ADDED,
        KNOWN,
        /// Sound, but what comes before it is not known.
        ORPHAN,
        INVALID
    }

    synchronized Link tip() {
        return links.getLast();
    }

    /// Keeps a block if it is sound and its header is, or follows, one we have.
    synchronized Outcome add(Block block) {
        var hash = block.hash();
        if (blocks.containsKey(hash)) return Outcome.KNOWN;
        if (!RegtestBlocks.isSound(block)) return Outcome.INVALID;
        if (!heights.containsKey(hash) && !extend(block.header(), hash)) return Outcome.ORPHAN;
        blocks.put(hash, block);
        if (blocks.size() > BLOCKS_KEPT) blocks.remove(blocks.keySet().iterator().next());
        return Outcome.ADDED;
    }

    /// Takes headers in chain order as far as they follow what is known.
    ///
    /// @return those of the last [#BLOCKS_KEPT] headers given whose block is missing
    synchronized List<Hash256> addHeaders(List<BlockHeader> headers) {
        var missing = new ArrayList<Hash256>();
        for (var header : headers) {
            var hash = header.hash();
            if (!heights.containsKey(hash) && !extend(header, hash)) break;
            if (!blocks.containsKey(hash)) missing.add(hash);
        }
        return List.copyOf(missing.subList(Math.max(0, missing.size() - BLOCKS_KEPT), missing.size()));
    }

    synchronized Optional<Block> block(Hash256 hash) {
        return Optional.ofNullable(blocks.get(hash));
    }

    synchronized Optional<Integer> heightOf(Hash256 hash) {
        return Optional.ofNullable(heights.get(hash));
    }

    /// Hashes from the tip back, the oldest one known last: the question "where did our ways part?"
    synchronized List<Hash256> locator() {
        var locator = new ArrayList<Hash256>();
        int step = 1;
        for (int i = links.size() - 1; i > 0; i -= step) {
            locator.add(links.get(i).hash());
            if (locator.size() >= LOCATOR_DENSE) step *= 2;
        }
        locator.add(links.getFirst().hash());
        return List.copyOf(locator);
    }

    /// The headers after the first one of `locator` that is known here, up to and including `stop`.
    synchronized List<BlockHeader> after(List<Hash256> locator, Hash256 stop) {
        int oldest = links.getFirst().height();
        int from = locator.stream().flatMap(hash -> heightOf(hash).stream()).findFirst().map(height -> height + 1 - oldest).orElse(0);
        var found = new ArrayList<BlockHeader>();
        for (var link : links.subList(from, links.size())) {
            found.add(link.header());
            if (link.hash().equals(stop)) break;
        }
        return List.copyOf(found);
    }

    private boolean extend(BlockHeader header, Hash256 hash) {
        if (!header.previous().equals(tip().hash()) || !RegtestBlocks.hasProofOfWork(header)) return false;
        append(new Link(tip().height() + 1, header, hash));
        return true;
    }

    private void append(Link link) {
        links.add(link);
        heights.put(link.hash(), link.height());
        if (links.size() > HEADERS_KEPT) heights.remove(links.removeFirst().hash());
    }
}
