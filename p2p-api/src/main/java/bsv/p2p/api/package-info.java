/// The way in.
@NullMarked
package bsv.p2p.api;

import org.jspecify.annotations.NullMarked;
