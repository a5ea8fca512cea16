/// A whole network on this machine: embedded nodes on loopback addresses of their own, a DNS seed that knows a few of them, blocks
/// and transactions relayed between them, and one more node whose doings are shown.
///
/// In flow the options, out flow event lines or a live view, and a summary. Start reading at [bsv.p2p.app.demo.Demo]. Everything
/// here goes through the public API, as a program of anybody's would.
@NullMarked
package bsv.p2p.app.demo;

import org.jspecify.annotations.NullMarked;
