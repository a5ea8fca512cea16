package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

class RareLogTest {
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5); // About to overflow, as nanoTime may.
    private final Lines lines = new Lines();
    private final RareLog log = new RareLog(lines, time::get);

    @Test
    void writesOneLineASecondAndCountsTheOthers() {
        for (int i = 0; i < 100; i++) log.error("broken", new IllegalStateException());
        assertThat(lines.written).containsExactly("ERROR broken left_out=0");

        time.addAndGet(Duration.ofMillis(999).toNanos());
        log.warn("odd", new IllegalStateException());
        assertThat(lines.written).hasSize(1);

        time.addAndGet(Duration.ofMillis(1).toNanos());
        log.warn("odd", new IllegalStateException());
        assertThat(lines.written).containsExactly("ERROR broken left_out=0", "WARN odd left_out=100");
    }

    /// A logger that keeps what it is told.
    private static final class Lines extends LegacyAbstractLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1L;
        private final transient List<String> written = new ArrayList<>();

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
}
