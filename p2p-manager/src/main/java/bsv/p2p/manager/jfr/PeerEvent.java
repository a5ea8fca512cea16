package bsv.p2p.manager.jfr;

import bsv.p2p.api.peer.Endpoint;
import java.util.UUID;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// An event about one connection. Nothing that a peer says of itself is recorded: a recording is read on terminals too.
@Category("BSV P2P")
@StackTrace(false)
abstract class PeerEvent extends Event {
    @Label("Peer")
    @Description("Its id; of an inbound connection that of its session")
    String peerId = "";

    @Label("Address")
    String address = "";

    @Label("Inbound")
    boolean inbound;

    void about(UUID peer, Endpoint remote, boolean callsUs) {
        peerId = peer.toString();
        address = remote.toString();
        inbound = callsUs;
    }
}
