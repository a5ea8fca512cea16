package bsv.p2p.api.stream;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Command;
import java.util.Optional;

/// What is known of a large payload when it begins.
///
/// @param length its bytes
/// @param extended whether its header is of the long form, which carries no checksum
/// @param block what a `block` begins with; empty for other messages, and if it cannot be read
public record PayloadFacts(Command command, long length, boolean extended, Optional<BlockFacts> block) {
    /// The beginning of a block.
    ///
    /// @param transactions how many it claims to have; unsigned 32 bit
    public record BlockFacts(BlockHeader header, long transactions) {}
}
