package bsv.p2p.manager.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Timespan;

/// What went over one connection in one period.
@Name("bsv.p2p.Traffic")
@Label("Traffic")
@Description("What went over a connection since the last such event")
@Period("10 s")
final class TrafficEvent extends PeerEvent {
    @Label("Messages Sent")
    long messagesSent;

    @Label("Messages Received")
    long messagesReceived;

    @Label("Bytes Sent")
    @DataAmount
    long bytesSent;

    @Label("Bytes Received")
    @DataAmount
    long bytesReceived;

    @Label("Queued")
    @Description("Bytes that wait to be written")
    @DataAmount
    long queuedBytes;

    @Label("Round Trip")
    @Description("Of the last ping; 0 if none was answered")
    @Timespan
    long roundTrip;
}
