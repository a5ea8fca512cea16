package bsv.p2p.manager.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// A connection that was not established.
@Name("bsv.p2p.ConnectionFailed")
@Label("Connection Failed")
@Description("A connection was not established")
final class ConnectionFailedEvent extends PeerEvent {
    @Label("Reason")
    String reason = "";
}
