package bsv.p2p.app.logging;

import bsv.p2p.app.output.Escaped;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/// One line for each event: time of day, level, short name of the logger, message, `key=value` pairs. Whatever arguments, values and
/// exceptions hold, a line stays a line. A stack trace follows in lines of its own.
final class LogLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
        var logger = event.getLoggerName();
        var line = new StringBuilder(160)
                .append(CLOCK.format(event.getInstant())).append(' ')
                .append("%-5s".formatted(event.getLevel())).append(' ')
                .append(logger.substring(logger.lastIndexOf('.') + 1)).append(' ')
                .append(Escaped.of(Objects.toString(event.getFormattedMessage())));
        var pairs = event.getKeyValuePairs();
        if (pairs != null) for (var pair : pairs) append(pair, line);
        line.append('\n');
        var thrown = event.getThrowableProxy();
        if (thrown != null) ThrowableProxyUtil.asString(thrown).lines().forEach(trace -> line.append("    ").append(Escaped.of(trace.replace('\t', ' '))).append('\n'));
        return line.toString();
    }

    private static void append(KeyValuePair pair, StringBuilder line) {
        var value = Objects.toString(pair.value);
        line.append(' ').append(Escaped.of(pair.key)).append('=')
                .append(value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('"') >= 0 ? Escaped.quoted(value) : Escaped.of(value));
    }
}
