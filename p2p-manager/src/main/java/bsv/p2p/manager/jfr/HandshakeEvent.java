package bsv.p2p.manager.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A handshake was completed.
@Name("bsv.p2p.Handshake")
@Label("Handshake")
@Description("Versions and veracks went over")
final class HandshakeEvent extends PeerEvent {
    @Label("Took")
    @Description("From the TCP connection on")
    @Timespan
    long took;

    @Label("Protocol Version")
    int protocolVersion;

    @Label("Services")
    long services;
}
