package bsv.p2p.manager.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// An address is banned.
@Name("bsv.p2p.Ban")
@Label("Ban")
@Description("An address is banned")
@Category("BSV P2P")
@StackTrace(false)
final class BanEvent extends Event {
    @Label("Target")
    String target = "";

    @Label("Reason")
    String reason = "";
}
