/// A client of one peer: connect, subscribe, ask for addresses.
@NullMarked
package bsv.p2p.examples.client;

import org.jspecify.annotations.NullMarked;
