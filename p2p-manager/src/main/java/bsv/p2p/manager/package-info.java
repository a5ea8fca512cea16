/// The manager itself and the bus that carries its events.
@NullMarked
package bsv.p2p.manager;

import org.jspecify.annotations.NullMarked;
