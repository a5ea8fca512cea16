package bsv.p2p.manager.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

class RareLogTest {
    private final Lines lines = new Lines();
    private long now = Long.MAX_VALUE - 1_000_000_000;
    private final RareLog log = new RareLog(lines, () -> now);

    private void write(int times) {
        for (int i = 0; i < times; i++) log.at(Level.DEBUG).addKeyValue("number", i).log("said");
    }

    @Test
    void aBurstIsWrittenThenSomeASecondAndTheRestIsCounted() {
        write(1_000);
        assertThat(lines.all).hasSize(50);
        now += 1_000_000_000;
        write(1_000);
        assertThat(lines.all).hasSize(55);
        assertThat(lines.leftOut(50)).containsExactly(950L);
        assertThat(lines.leftOut(51)).isEmpty();
        now += 60_000_000_000L;
        write(1_000);
        assertThat(lines.all).as("a burst again, and no more").hasSize(105);
        assertThat(lines.leftOut(55)).containsExactly(995L);
    }

    @Test
    void whatIsNotWantedUsesNothingUp() {
        lines.enabled = false;
        write(1_000);
        lines.enabled = true;
        write(50);
        assertThat(lines.all).hasSize(50);
        assertThat(lines.leftOut(0)).isEmpty();
    }

    /// A logger that keeps what it is given.
    private static final class Lines extends LegacyAbstractLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1L;
        private final transient List<LoggingEvent> all = new ArrayList<>();
        private boolean enabled = true;

        List<Object> leftOut(int line) {
            return all.get(line).getKeyValuePairs().stream().filter(pair -> pair.key.equals("left_out")).map((KeyValuePair pair) -> pair.value).toList();
        }

        @Override
        public void log(LoggingEvent event) {
            all.add(event);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return "";
        }

        @Override
        protected void handleNormalizedLoggingCall(Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            all.add(new SubstituteLoggingEvent());
        }

        @Override
        public boolean isTraceEnabled() {
            return enabled;
        }

        @Override
        public boolean isDebugEnabled() {
            return enabled;
        }

        @Override
        public boolean isInfoEnabled() {
            return enabled;
        }

        @Override
        public boolean isWarnEnabled() {
            return enabled;
        }

        @Override
        public boolean isErrorEnabled() {
            return enabled;
        }
    }
}
