package bsv.p2p.app.demo;

import bsv.p2p.app.demo.DemoEvent.NodesKilled;
import bsv.p2p.app.demo.DemoEvent.NodesRevived;
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
            case KILL -> kill(connectedNodes().stream().limit(victims).toList());
            case REVIVE_ONE -> revive(nodesDown().stream().limit(1).toList());
            case REVIVE_ALL -> revive(nodesDown());
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
        var nodes = new ArrayList<>(shown.outboundPeers().stream().flatMap(peer -> network.at(peer).stream())
                .filter(node -> node.isUp() && node != network.miner()).toList());
        Collections.shuffle(nodes, random);
        return nodes;
    }

    private List<DemoNode> nodesDown() {
        return network.nodes().stream().filter(node -> !node.isUp()).toList();
    }

    private void kill(List<DemoNode> nodes) {
        if (nodes.isEmpty()) return;
        killed.addAndGet(nodes.size());
        screen.happened(new NodesKilled(nodes.stream().map(DemoNode::endpoint).toList()));
        for (var node : nodes) Thread.ofVirtual().name("demo-kill").start(node::close);
    }

    private void revive(List<DemoNode> nodes) {
        if (nodes.isEmpty()) return;
        revived.addAndGet(nodes.size());
        screen.happened(new NodesRevived(nodes.stream().map(DemoNode::endpoint).toList()));
        for (var node : nodes) Thread.ofVirtual().name("demo-revive").start(() -> start(node));
    }

    private static void start(DemoNode node) {
        try {
            node.start();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("peer_address", node.endpoint()).setCause(e).log("a killed node did not start again");
        }
    }
}
