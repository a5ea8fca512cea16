import org.jspecify.annotations.NullMarked;

/// Benchmarks: figures that the platform promises, measured side by side with what others reach.
///
/// In flows nothing but time; out flow ratios and bounds. Never published, never imported by another module.
///
/// Start reading at [bsv.p2p.bench].
@NullMarked
module bsv.p2p.bench {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires bsv.p2p.codec;
    requires bsv.p2p.testkit;
    requires com.google.common;
    requires embedded.postgres;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires java.desktop;
    requires java.management;
    requires java.net.http;
    requires java.sql;
    requires jdk.httpserver;
    requires jdk.management;
    requires jmh.core;
    requires org.bitcoinj.core;
    requires org.knowm.xchart;
    requires org.slf4j;
    requires tools.jackson.core;
}
