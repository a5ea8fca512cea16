/// Figures of a node in a neutral form, from which a telemetry extension or an HTTP page makes its own: see [bsv.p2p.api.PeerManager#metrics].
@NullMarked
package bsv.p2p.api.metric;

import org.jspecify.annotations.NullMarked;
