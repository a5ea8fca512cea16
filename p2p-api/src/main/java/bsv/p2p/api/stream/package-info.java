/// Payloads of any size: those above `streamThreshold` come and go in pieces, with the pace of the slower side, and are never held whole.
///
/// Start with [bsv.p2p.api.stream.PayloadReceiver], which is offered what comes, and [bsv.p2p.api.stream.PayloadSource] for what is sent.
@NullMarked
package bsv.p2p.api.stream;

import org.jspecify.annotations.NullMarked;
