/// What goes wrong: [bsv.p2p.api.error.PeerFailure] is a value about a bad or absent peer and travels in events;
/// [bsv.p2p.api.error.P2pException] and its family are thrown for misuse and broken parts.
@NullMarked
package bsv.p2p.api.error;

import org.jspecify.annotations.NullMarked;
