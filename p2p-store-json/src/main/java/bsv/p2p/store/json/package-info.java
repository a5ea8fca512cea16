/// Look-ups in memory, durability in a file that a person can read.
///
/// A call goes from `JsonPeerStore` to `MemoryPeerStore`, which answers it out of a `PeerTable` and notes what changed in `Changes`. A
/// change is told to `Saver`, which has `Keeper` write what changed to a `Journal`, soon or at once, and now and then everything to a
/// snapshot. `PeerFile` knows how a snapshot is replaced and how all is recovered, `Format` and the readers and writers what is in the files,
/// `Disk` how bytes get there.
@NullMarked
package bsv.p2p.store.json;

import org.jspecify.annotations.NullMarked;
