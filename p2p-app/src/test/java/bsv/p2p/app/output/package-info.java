@NullMarked
package bsv.p2p.app.output;

import org.jspecify.annotations.NullMarked;
