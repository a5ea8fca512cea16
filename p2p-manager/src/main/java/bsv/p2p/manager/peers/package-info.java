/// Whom to dial, whom to let in, whom to keep out, and what is remembered of them.
@NullMarked
package bsv.p2p.manager.peers;

import org.jspecify.annotations.NullMarked;
