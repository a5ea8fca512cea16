/// The admin interface: metrics and health over HTTP, for those who watch a node. It reads and changes nothing.
///
/// Start at [bsv.p2p.app.admin.AdminServer].
@NullMarked
package bsv.p2p.app.admin;

import org.jspecify.annotations.NullMarked;
