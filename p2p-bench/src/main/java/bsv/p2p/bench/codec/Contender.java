package bsv.p2p.bench.codec;

import java.util.Optional;
import java.util.function.LongSupplier;

/// A way to do the work of a workload.
interface Contender {
    String name();

    /// The work, done once each time it is asked: every field, or every identifier, folded to one number that is the same for all
    /// contenders, or the checksum of the frame that was written. Empty if this contender has no such thing.
    Optional<LongSupplier> task(Workload workload);
}
