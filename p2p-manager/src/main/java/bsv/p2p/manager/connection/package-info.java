/// One connection: a pure machine that decides, and a small actor that does.
///
/// [ConnectionMachine] maps a [State] and an [Input] to the next state and a list of [Effect]s; it knows no socket, clock,
/// thread or logger. [PeerConnection] runs it on the loop of its link. Start at the machine, whose comment draws the graph.
@NullMarked
package bsv.p2p.manager.connection;

import org.jspecify.annotations.NullMarked;
