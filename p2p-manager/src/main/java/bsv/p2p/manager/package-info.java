/// The engine. [DefaultPeerManager] is its face, [Lifecycle] its life, [Node] joins the parts: the [Dialer] keeps connections at the target,
/// the gate lets callers in, [ConnectionHost] stands between connections and everything else, [EventBus] hands out what happens.
///
/// Start at [Node]; a single connection is in `bsv.p2p.manager.connection`, who is dialed and let in is in `bsv.p2p.manager.peers`.
@NullMarked
package bsv.p2p.manager;

import org.jspecify.annotations.NullMarked;
