import org.jspecify.annotations.NullMarked;

/// Small programs that use the platform as a stranger would, from the published modules alone.
///
/// Start reading at [bsv.p2p.examples].
@NullMarked
module bsv.p2p.examples {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires org.slf4j;

    exports bsv.p2p.examples.client;

    provides bsv.p2p.api.ManagerExtensionProvider with bsv.p2p.examples.banlog.BanLogProvider;
}
