/// Plugins: one folder, one module layer, parent first; a broken folder is reported and left out.
@NullMarked
package bsv.p2p.app.plugins;

import org.jspecify.annotations.NullMarked;
