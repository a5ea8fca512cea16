package bsv.p2p.api.message;

import java.util.List;

/// Asks for transactions of a block that came as [CmpctBlock]; the answer is [BlockTxn], or the whole block if it is an old one or most
/// of it is asked for. Source: BIP 152.
///
/// @param indexes places in the block, ascending, each unsigned 32 bit; one outside the block is punished
public record GetBlockTxn(Hash256 blockHash, List<Long> indexes) implements Message {
    public static final Command COMMAND = new Command("getblocktxn");

    public GetBlockTxn {
        // Lists in wire form cannot say anything else: gaps are not negative.
        if (!(indexes instanceof PackedList)) checkAscending(indexes);
        indexes = PackedList.immutable(indexes);
    }

    static void checkAscending(List<Long> indexes) {
        long previous = -1;
        for (long index : indexes) {
            if (index <= previous || index >>> 32 != 0) {
                throw new IllegalArgumentException("indexes must be ascending unsigned 32-bit numbers, %d follows %d".formatted(index, previous));
            }
            previous = index;
        }
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
