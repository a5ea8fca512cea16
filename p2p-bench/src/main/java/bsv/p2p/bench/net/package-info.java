/// The connection layer over loopback, beside others that do the same.
///
/// In a measurement take part: the contenders, each a [bsv.p2p.bench.net.ContenderProcess] with a stack of its own, in turns; and
/// the [bsv.p2p.bench.net.Counterpart], the same for all, which knows nothing but plain sockets. Another process tells them what to do.
///
/// Start at [bsv.p2p.bench.net.NetBench].
@NullMarked
package bsv.p2p.bench.net;

import org.jspecify.annotations.NullMarked;
