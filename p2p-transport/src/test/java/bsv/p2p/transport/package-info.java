/// Real sockets on loopback.
@NullMarked
package bsv.p2p.transport;

import org.jspecify.annotations.NullMarked;
