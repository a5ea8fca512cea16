package bsv.p2p.api.message;

import java.util.List;

/// Asks for what follows the first block of `locator` that the receiver has on its chain; the answer is [HdrsEn].
///
/// @param version ignored by readers
/// @param locator block hashes from the tip back, ever sparser, genesis last; empty asks for `stopHash` alone
/// @param stopHash last block wanted; [Hash256#ZERO] for as many as fit
public record GetHdrsEn(int version, List<Hash256> locator, Hash256 stopHash) implements Message {
    public static final Command COMMAND = new Command("gethdrsen");

    public GetHdrsEn {
        locator = PackedList.immutable(locator);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
