import org.jspecify.annotations.NullMarked;

/// The vocabulary of the platform: interfaces, values, messages, events, configuration and the interfaces that
/// services implement. Needs the JDK only.
@NullMarked
module bsv.p2p.api {
    requires static org.jspecify;

    exports bsv.p2p.api;
}
