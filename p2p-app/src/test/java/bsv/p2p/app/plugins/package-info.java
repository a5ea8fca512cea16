@NullMarked
package bsv.p2p.app.plugins;

import org.jspecify.annotations.NullMarked;
