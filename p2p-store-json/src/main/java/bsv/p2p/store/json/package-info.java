/// Look-ups in memory, durability in a file that a person can read.
@NullMarked
package bsv.p2p.store.json;

import org.jspecify.annotations.NullMarked;
