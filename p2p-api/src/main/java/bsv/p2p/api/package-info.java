/// The way in: [bsv.p2p.api.PeerManager] runs a node, its builder joins the parts, snapshots tell what it does.
@NullMarked
package bsv.p2p.api;

import org.jspecify.annotations.NullMarked;
