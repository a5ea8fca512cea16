package bsv.p2p.bench.net;

import java.nio.file.Path;
import java.util.Optional;

/// How contenders are run.
///
/// @param pinned on a processor of their own each, contender and counterpart
/// @param epoll see [StackOptions]
/// @param recording where ours is to leave a flight recording of itself, which costs it a little
record Conditions(boolean pinned, boolean epoll, Optional<Path> recording) {
    Conditions unpinned() {
        return new Conditions(false, epoll, recording);
    }
}
