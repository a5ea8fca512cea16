package bsv.p2p.app.logging;

import bsv.p2p.api.config.LogLevel;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// How much is logged, how, and where. Changes take effect at once. Thread-safe.
public final class Logs {
    private static final String OURS = "bsv.p2p";
    /// The engine writes what it tells subscribers to this logger too.
    static final String FACTS = "bsv.p2p.events";
    /// Loggers that were given a level of their own, to take it from them again.
    private static final List<String> APART = new ArrayList<>();
    private static boolean facts = true;

    private Logs() {}

    /// How much our own classes log; libraries only warn, and below INFO tell a little more.
    public static void level(LogLevel level) {
        levels(level, Map.of());
    }

    /// As [#level], with levels of their own for some components.
    ///
    /// @param components names that [LogComponents#loggersOf] knows; others have no effect
    public static synchronized void levels(LogLevel level, Map<String, LogLevel> components) {
        var context = context();
        for (var logger : APART) context.getLogger(logger).setLevel(null);
        APART.clear();
        level(context, level);
        facts(facts);
        components.forEach((component, own) -> LogComponents.loggersOf(component).forEach(logger -> {
            context.getLogger(logger).setLevel(Level.toLevel(own.name()));
            APART.add(logger);
        }));
    }

    /// Whether events are logged, or are printed already and need not be; unless they have a level of their own.
    public static synchronized void facts(boolean wanted) {
        facts = wanted;
        if (!APART.contains(FACTS)) context().getLogger(FACTS).setLevel(wanted ? null : Level.ERROR);
    }

    /// Sends logs to standard error from now on.
    public static void toStandardError(LogFormat format) {
        var context = context();
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        start(context, console(), format);
    }

    /// Sends logs to a file from now on, at its end if it exists, instead of standard error.
    ///
    /// @throws IOException if it cannot be written
    public static void toFile(Path file, LogFormat format) throws IOException {
        // The appender would only grumble into its own status list.
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
        var context = context();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        start(context, appender, format);
    }

    /// Takes in what libraries of plugins log by `java.util.logging`, which would go to standard error in a form of its own.
    public static void takeInOthers() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static OutputStreamAppender<ILoggingEvent> console() {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        return appender;
    }

    static void start(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogFormat format) {
        var layout = format == LogFormat.JSON ? new JsonLayout() : new LogLayout();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        appender.setContext(context);
        appender.setName("p2p");
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    static void level(LoggerContext context, LogLevel level) {
        context.getLogger(OURS).setLevel(Level.toLevel(level.name()));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(switch (level) {
            case ERROR -> Level.ERROR;
            case WARN, INFO -> Level.WARN;
            case DEBUG, TRACE -> Level.INFO;
        });
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
