@NullMarked
package bsv.p2p.app.json;

import org.jspecify.annotations.NullMarked;
