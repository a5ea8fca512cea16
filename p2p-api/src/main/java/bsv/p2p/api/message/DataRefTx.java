package bsv.p2p.api.message;

/// Answers a [GetData] of type DATAREF_TX: a transaction that coinbase documents refer to. Source: miner_id/datareftx.h.
///
/// @param proof that a block has it
public record DataRefTx(Transaction transaction, MerkleProof proof) implements Message {
    public static final Command COMMAND = new Command("datareftx");

    @Override
    public Command command() {
        return COMMAND;
    }
}
