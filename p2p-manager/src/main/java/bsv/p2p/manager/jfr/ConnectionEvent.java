package bsv.p2p.manager.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// The life of a connection, told at its end.
@Name("bsv.p2p.Connection")
@Label("Connection")
@Description("An established connection ended")
final class ConnectionEvent extends PeerEvent {
    @Label("Lived")
    @Description("Since it was established")
    @Timespan
    long lived;

    @Label("Reason")
    String reason = "";
}
