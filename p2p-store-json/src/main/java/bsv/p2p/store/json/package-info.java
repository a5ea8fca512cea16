/// Look-ups in memory, durability in a file that a person can read.
///
/// A call goes from `JsonPeerStore` to `MemoryPeerStore`, which answers it; a change is told to `Saver`, which has `PeerFile`
/// write everything, soon or at once. `PeerFile` knows how a file is replaced and recovered, `DocumentWriter` and `DocumentReader`
/// what is in it, `Disk` how bytes get there.
@NullMarked
package bsv.p2p.store.json;

import org.jspecify.annotations.NullMarked;
