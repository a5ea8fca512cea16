/// Who is at the other end: addresses, networks, peers, their status and their bans. All values are immutable.
@NullMarked
package bsv.p2p.api.peer;

import org.jspecify.annotations.NullMarked;
