@NullMarked
package bsv.p2p.app.frames;

import org.jspecify.annotations.NullMarked;
