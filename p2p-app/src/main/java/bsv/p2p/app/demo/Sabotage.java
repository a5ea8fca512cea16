package bsv.p2p.app.demo;

import bsv.p2p.app.demo.DemoEvent.NodeKilled;
import bsv.p2p.app.demo.DemoEvent.NodeRevived;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kills nodes to which the node under show is connected, and starts them again.
final class Sabotage {
    private static final Logger LOG = LoggerFactory.getLogger(Sabotage.class);

    private final DemoNetwork network;
    private final ShownNode shown;
    private final DemoScreen screen;
    private final Random random;
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger revived = new AtomicInteger();

    Sabotage(DemoNetwork network, ShownNode shown, DemoScreen screen, Random random) {
        this.network = network;
        this.shown = shown;
        this.screen = screen;
        this.random = random;
    }

    /// Does a step of the script. Returns at once; the nodes die and live on threads of their own.
    ///
    /// @param victims how many to kill
    void perform(DemoScript.Action action, int victims) {
        switch (action) {
            case KILL -> connectedNodes().stream().limit(victims).forEach(this::kill);
            case REVIVE_ONE -> nodesDown().stream().limit(1).forEach(this::revive);
            case REVIVE_ALL -> nodesDown().forEach(this::revive);
        }
    }

    /// Nodes killed so far.
    int killed() {
        return killed.get();
    }

    /// Nodes started again so far.
    int revived() {
        return revived.get();
    }

    private List<DemoNode> connectedNodes() {
        var nodes = new ArrayList<>(shown.outboundPeers().stream().flatMap(peer -> network.at(peer).stream()).toList());
        nodes.remove(network.miner());
        Collections.shuffle(nodes, random);
        return nodes;
    }

    private List<DemoNode> nodesDown() {
        return network.nodes().stream().filter(node -> !node.isUp()).toList();
    }

    private void kill(DemoNode node) {
        killed.incrementAndGet();
        screen.happened(new NodeKilled(node.endpoint()));
        Thread.ofVirtual().name("demo-kill").start(node::close);
    }

    private void revive(DemoNode node) {
        revived.incrementAndGet();
        screen.happened(new NodeRevived(node.endpoint()));
        Thread.ofVirtual().name("demo-revive").start(() -> {
            try {
                node.start();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("peer_address", node.endpoint()).setCause(e).log("a killed node did not start again");
            }
        });
    }
}
