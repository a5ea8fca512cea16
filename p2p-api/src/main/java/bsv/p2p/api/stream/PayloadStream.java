package bsv.p2p.api.stream;

import bsv.p2p.api.error.PayloadFailed;
import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// A large payload on its way in, read piece by piece. Of all pieces but the last it is known only afterwards whether the checksum is right:
/// trust nothing before the end. For one thread at a time.
///
/// ```java
/// payload.and(BlockWalker.of(visitor)).saveTo(Path.of("block.bin"));
/// ```
public interface PayloadStream {
    PayloadFacts facts();

    /// Waits for the next piece, of at most 64 KiB. The whole payload comes this way, the beginning that [#facts()] tell of too.
    ///
    /// @return empty when all was read and the checksum is right
    /// @throws PayloadFailed if the connection ended before, or the checksum is wrong
    /// @throws InterruptedException if the thread is interrupted while it waits for the peer
    Optional<Bytes> next() throws InterruptedException;

    /// This stream, with each piece shown to `also` before it is handed on. What `also` throws comes out of [#next()].
    default PayloadStream and(Consumer<? super Bytes> also) {
        return new WatchedPayload(this, also);
    }

    /// Reads to the end and keeps nothing.
    ///
    /// @throws PayloadFailed as [#next()]
    /// @throws InterruptedException as [#next()]
    default void discard() throws InterruptedException {
        PayloadWalk.discard(this);
    }

    /// Writes it to a file, which is there whole or not at all: the bytes go to a temporary file beside it, are forced to the disk, and take the
    /// name when they are all right. A file of that name is replaced.
    ///
    /// @throws PayloadFailed as [#next()]
    /// @throws IOException if it cannot be written; the temporary file is removed
    /// @throws InterruptedException as [#next()]
    default void saveTo(Path file) throws IOException, InterruptedException {
        PayloadFile.save(this, file);
    }

    /// Walks the transactions of a `block` or a `tx`. Those of more than [BlockWalker#DEFAULT_LIMIT] bytes go by in parts.
    ///
    /// @throws PayloadFailed as [#next()], or if it cannot be read
    /// @throws InterruptedException as [#next()]
    default void walk(BlockVisitor visitor) throws InterruptedException {
        PayloadWalk.walk(this, visitor);
    }

    /// The Merkle root over the transactions of a `block`.
    ///
    /// @throws PayloadFailed as [#walk]
    /// @throws InterruptedException as [#next()]
    default Hash256 merkleRoot() throws InterruptedException {
        return PayloadWalk.merkleRoot(this);
    }
}
