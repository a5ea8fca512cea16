package bsv.p2p.app.admin;

import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.app.admin.AdminServer.Answer;
import bsv.p2p.app.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a node lives, and whether it does its work: 200 or 503, and why.
final class Health {
    private static final String JSON = "application/json";

    private Health() {}

    /// It answers and did not end. A supervisor restarts what does not.
    static Answer live(PeerManager node) {
        return answer(node.phase() == Phase.STOPPED ? List.of("the node has stopped") : List.of(), node);
    }

    /// It runs, listens where it should, and has a peer where it dials.
    static Answer ready(PeerManager node) {
        var problems = new ArrayList<String>();
        var config = node.config();
        if (node.phase() != Phase.RUNNING) problems.add("the node is " + node.phase().name().toLowerCase(Locale.ROOT));
        if (config.listener().enabled() && node.listeners().isEmpty()) problems.add("it should listen and does not");
        boolean dials = node.mode() == ManagerMode.FIXED_PEERS || config.limits().target() > 0;
        if (dials && node.connectionCount() == 0) problems.add("no connection is established");
        return answer(problems, node);
    }

    private static Answer answer(List<String> problems, PeerManager node) {
        var body = JsonText.object();
        body.put("status", problems.isEmpty() ? "ok" : "failing");
        body.put("phase", node.phase().name());
        body.put("connections", node.connectionCount());
        var listed = body.putArray("problems");
        problems.forEach(listed::add);
        return new Answer(problems.isEmpty() ? 200 : 503, JSON, JsonText.line(body) + "\n", Optional.empty());
    }
}
