/// Large payloads between whole managers, over real sockets: taken, saved, walked, refused, cut off.
@NullMarked
package bsv.p2p.app.payloads;

import org.jspecify.annotations.NullMarked;
