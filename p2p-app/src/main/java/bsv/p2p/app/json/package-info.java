/// Messages as JSON and back, with field names and forms that scripts rely on: hashes as people print them, 64-bit numbers as
/// decimal texts, `…_hex` as raw bytes, absent fields null.
///
/// Start at [bsv.p2p.app.json.MessageJson].
@NullMarked
package bsv.p2p.app.json;

import org.jspecify.annotations.NullMarked;
