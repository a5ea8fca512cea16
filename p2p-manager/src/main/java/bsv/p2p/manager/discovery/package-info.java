/// Addresses that people wrote down: in a setting, or in a file.
@NullMarked
package bsv.p2p.manager.discovery;

import org.jspecify.annotations.NullMarked;
