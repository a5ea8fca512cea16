package bsv.p2p.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import bsv.p2p.app.json.JsonText;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One object a line for each event: `time`, `level`, `logger`, `thread`, `message`, then its pairs as fields of their own names, then what was
/// thrown. A pair that is called as one of these gets an underscore behind its name. The line is ASCII: whatever strangers say is inert
/// in it, and is what they said when it is parsed.
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        var line = JsonText.object();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", text(event.getFormattedMessage()));
        var thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("exception", text(thrown.getClassName() + ": " + thrown.getMessage()));
            line.put("stack_trace", text(ThrowableProxyUtil.asString(thrown)));
        }
        var pairs = event.getKeyValuePairs();
        if (pairs != null) for (var pair : pairs) add(pair, line);
        return JsonText.line(line) + "\n";
    }

    private static void add(KeyValuePair pair, ObjectNode line) {
        var name = text(pair.key);
        while (line.has(name)) name += "_";
        @Nullable Object value = pair.value;
        switch (value) {
            case Integer number -> line.put(name, number);
            case Long number -> line.put(name, number);
            case Boolean flag -> line.put(name, flag);
            case null, default -> line.put(name, text(value));
        }
    }

    /// A character that is half of one makes the whole line no JSON to some who read it; encoded once, it is a question mark.
    private static String text(@Nullable Object value) {
        return new String(Objects.toString(value).getBytes(UTF_8), UTF_8);
    }
}
