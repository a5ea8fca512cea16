/// The contract of the platform: what a Bitcoin SV peer-to-peer node is made of, said in interfaces, values, messages and
/// events. It needs the JDK only.
///
/// What flows in: configuration ([bsv.p2p.api.config.ManagerConfig]) and commands ([bsv.p2p.api.PeerManager]).
/// What flows out: [bsv.p2p.api.event.ControlEvent]s about connections and [bsv.p2p.api.event.BitcoinMessageEvent]s from peers.
/// Start at [bsv.p2p.api.PeerManager]; write a part of your own from [bsv.p2p.api.spi].
///
/// Inside, arrows point one way: `peer` ← `message` ← `error` ← `config`, `event`, `stream`, `metric` ← `spi` ← `api`; beside them
/// `message`, `error` ← `chain`, which computes with messages about blocks.
@org.jspecify.annotations.NullMarked
module bsv.p2p.api {
    requires static org.jspecify;

    exports bsv.p2p.api;
    exports bsv.p2p.api.chain;
    exports bsv.p2p.api.config;
    exports bsv.p2p.api.error;
    exports bsv.p2p.api.event;
    exports bsv.p2p.api.message;
    exports bsv.p2p.api.metric;
    exports bsv.p2p.api.peer;
    exports bsv.p2p.api.spi;
    exports bsv.p2p.api.stream;

    uses bsv.p2p.api.ManagerExtensionProvider;
    uses bsv.p2p.api.PeerManagerProvider;
    uses bsv.p2p.api.spi.PeerDiscoveryProvider;
    uses bsv.p2p.api.spi.PeerStoreProvider;
    uses bsv.p2p.api.spi.TransportProvider;
}
