package bsv.p2p.app.logging;

import bsv.p2p.api.config.LogLevel;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/// What logging is before anybody says otherwise: INFO, as text, to standard error. Logback finds this as a service and looks no further.
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /// For ServiceLoader.
    public LogConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logs.start(context, Logs.console(), LogFormat.TEXT);
        Logs.level(context, LogLevel.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
