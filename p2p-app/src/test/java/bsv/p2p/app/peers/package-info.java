/// Our node against peers that others wrote, over real sockets on loopback: bitcoinj in this JVM, always; bcoin and bsv-p2p as processes,
/// where Node is installed. So our idea of the protocol is tested by people who never read our code.
@NullMarked
package bsv.p2p.app.peers;

import org.jspecify.annotations.NullMarked;
