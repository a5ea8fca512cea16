/// Lines in the log that peers have a hand in: what they say is made harmless, and they cannot fill a disk.
@NullMarked
package bsv.p2p.manager.logging;

import org.jspecify.annotations.NullMarked;
