import org.jspecify.annotations.NullMarked;

/// The engine: whom to dial, how a connection lives, who is kept out, and who hears of it.
///
/// In flow what links deliver, what discovery finds, what the caller asks for and the passing of time; out flow
/// effects on links, writes to the store, and events to subscribers. Nothing is exported: callers build a manager
/// through `bsv.p2p.api`.
///
/// Start reading at [bsv.p2p.manager].
@NullMarked
module bsv.p2p.manager {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires jdk.jfr;
    requires org.slf4j;

    provides bsv.p2p.api.ManagerExtensionProvider with bsv.p2p.manager.jfr.JfrExtensionProvider;
    provides bsv.p2p.api.PeerManagerProvider with bsv.p2p.manager.DefaultPeerManagerProvider;
    provides bsv.p2p.api.spi.PeerDiscoveryProvider with
            bsv.p2p.manager.discovery.FileDiscoveryProvider, bsv.p2p.manager.discovery.StaticDiscoveryProvider;
}
