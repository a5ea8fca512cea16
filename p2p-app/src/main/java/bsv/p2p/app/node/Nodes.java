package bsv.p2p.app.node;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.app.config.NodeConfig;

/// Makes nodes.
public final class Nodes {
    private Nodes() {}

    /// A node that opens nothing before it is started.
    ///
    /// @throws bsv.p2p.api.error.PluginException if a part that the configuration names is not installed
    public static PeerManager of(NodeConfig config, Plugins plugins) {
        PeerManagerBuilder builder = PeerManager.builder(config.manager()).plugins(plugins)
                .transport(config.transport(), config.transportSettings())
                .extensions(config.extensions(), config.extensionSettings());
        if (!config.connect().isEmpty()) builder.withFixedPeers(config.connect());
        config.addNodes().forEach(builder::addPeer);
        return builder.build();
    }
}
