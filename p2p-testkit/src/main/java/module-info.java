import org.jspecify.annotations.NullMarked;

/// What a test of this platform, or of a plugin for it, is built from.
///
/// Contract tests say what every implementation of a service interface must do: extend one, hand in yours. Fakes,
/// a network on virtual time and scripted peers stand in for the world outside. In flows your implementation, out
/// flow failed tests with a reason.
///
/// Start reading at [bsv.p2p.testkit].
@NullMarked
module bsv.p2p.testkit {
    requires static org.jspecify;

    requires transitive bsv.p2p.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.slf4j;

    exports bsv.p2p.testkit;

    // JUnit calls the inherited tests
    opens bsv.p2p.testkit to org.junit.platform.commons;
}
