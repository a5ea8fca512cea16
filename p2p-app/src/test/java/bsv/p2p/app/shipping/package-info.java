/// What is published, tested as others get it: the jars and what lies beside them, the BOM, the list of parts, and what a stranger's build makes
/// of them.
@NullMarked
package bsv.p2p.app.shipping;

import org.jspecify.annotations.NullMarked;
