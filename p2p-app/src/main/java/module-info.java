import org.jspecify.annotations.NullMarked;

/// The application: command line, configuration, wiring, admin interface.
///
/// In flow arguments, a configuration file and the environment; out flow events on standard output and logs on
/// standard error. It exports nothing and imports no implementation: transport, engine, stores and discovery are
/// joined at start by `ServiceLoader`.
///
/// Start reading at `bsv.p2p.app.cli.Main`.
@NullMarked
module bsv.p2p.app {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires bsv.p2p.codec;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires jdk.httpserver;
    requires jul.to.slf4j;
    requires org.dnsjava;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.toml;

    provides ch.qos.logback.classic.spi.Configurator with
            bsv.p2p.app.logging.LogConfigurator;

    // picocli reads the annotations of the commands
    opens bsv.p2p.app.cli to info.picocli;
}
