/// Whole nodes under load and under attack, over real sockets: processes of the linked image, called by plain sockets that write
/// what they like.
///
/// [bsv.p2p.app.scenario.RunningNode] is a `p2p run`, [bsv.p2p.app.scenario.Caller] a peer, [bsv.p2p.app.scenario.Wire] the bytes.
@NullMarked
package bsv.p2p.app.scenario;

import org.jspecify.annotations.NullMarked;
