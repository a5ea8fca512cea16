package bsv.p2p.app.logging;

import bsv.p2p.api.config.LogLevel;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much is logged, and where. Changes take effect at once.
public final class Logs {
    private static final String OURS = "bsv.p2p";
    /// The engine writes what it tells subscribers to this logger too.
    private static final String FACTS = "bsv.p2p.events";

    private Logs() {}

    /// How much our own classes log; libraries only warn, and below INFO tell a little more.
    public static void level(LogLevel level) {
        level(context(), level);
    }

    /// Whether events are logged at INFO too, as every logger does, or only failures.
    public static void facts(boolean wanted) {
        context().getLogger(FACTS).setLevel(wanted ? null : Level.WARN);
    }

    /// Sends logs to a file from now on, at its end if it exists, instead of standard error.
    ///
    /// @throws IOException if it cannot be written
    public static void toFile(Path file) throws IOException {
        // The appender would only grumble into its own status list.
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
        var context = context();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        start(context, appender, LogConfigurator.encoder(context));
    }

    static void start(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
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
