/// Logging, set up in code: no file is looked for at start, and all text of strangers is escaped.
///
/// Start at [bsv.p2p.app.logging.Logs].
@NullMarked
package bsv.p2p.app.logging;

import org.jspecify.annotations.NullMarked;
