package bsv.p2p.api.message;

import java.util.List;

/// Answers [GetBlockTxn].
///
/// @param transactions those asked for, in that order
public record BlockTxn(Hash256 blockHash, List<Transaction> transactions) implements Message {
    public static final Command COMMAND = new Command("blocktxn");

    public BlockTxn {
        transactions = PackedList.immutable(transactions);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
