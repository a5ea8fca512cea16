package bsv.p2p.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/// A logger, of all levels, that keeps what it is told the fluent way. Thread-safe.
public final class LogLines extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;
    private final transient List<String> written = new CopyOnWriteArrayList<>();

    /// With nothing in it.
    public LogLines() {}

    /// As `LEVEL message key=value`.
    public List<String> written() {
        return written;
    }

    @Override
    public void log(LoggingEvent event) {
        var pair = event.getKeyValuePairs().stream().map(KeyValuePair::toString).toList();
        written.add(event.getLevel() + " " + event.getMessage() + " " + String.join(" ", pair).replace("\"", ""));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return getClass().getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String message, Object[] arguments, Throwable cause) {
        throw new AssertionError("expected the fluent way of logging");
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
