@NullMarked
package bsv.p2p.app.logging;

import org.jspecify.annotations.NullMarked;
