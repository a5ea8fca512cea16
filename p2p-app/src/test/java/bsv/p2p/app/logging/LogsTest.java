package bsv.p2p.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import bsv.p2p.api.config.LogLevel;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @TempDir
    Path folder;

    @AfterEach
    void asItWas() {
        Logs.levels(LogLevel.INFO, Map.of());
        Logs.facts(true);
        context.getLogger("ROOT").detachAndStopAllAppenders();
        new LogConfigurator().configure(context);
    }

    @Test
    void logbackIsSetUpByTheApplicationAlone() {
        assertThat(context.getLogger("ROOT").getAppender("p2p")).isNotNull();
        assertThat(context.getLogger("ROOT").iteratorForAppenders()).toIterable().hasSize(1);
        assertThat(context.getLogger("ROOT").getLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("bsv.p2p.manager").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void levelsChangeAtOnceAndLibrariesStayQuiet() {
        var ours = LoggerFactory.getLogger("bsv.p2p.anything");
        var theirs = LoggerFactory.getLogger("io.netty.anything");

        Logs.level(LogLevel.TRACE);
        assertThat(ours.isTraceEnabled()).isTrue();
        assertThat(theirs.isDebugEnabled()).isFalse();

        Logs.level(LogLevel.ERROR);
        assertThat(ours.isWarnEnabled()).isFalse();
        assertThat(theirs.isWarnEnabled()).isFalse();
    }

    @Test
    void aComponentHasALevelOfItsOwnUntilItHasNoneAgain() {
        var transport = LoggerFactory.getLogger("bsv.p2p.transport.NettyTransport");
        var connection = LoggerFactory.getLogger("bsv.p2p.manager.connection.PeerConnection");
        var netty = LoggerFactory.getLogger("io.netty.channel.Channel");

        Logs.levels(LogLevel.WARN, Map.of("transport", LogLevel.TRACE, "io.netty.channel", LogLevel.DEBUG));
        assertThat(transport.isTraceEnabled()).isTrue();
        assertThat(netty.isDebugEnabled()).isTrue();
        assertThat(connection.isInfoEnabled()).isFalse();

        Logs.levels(LogLevel.INFO, Map.of("connection", LogLevel.DEBUG));
        assertThat(transport.isDebugEnabled()).isFalse();
        assertThat(transport.isInfoEnabled()).isTrue();
        assertThat(netty.isDebugEnabled()).isFalse();
        assertThat(connection.isDebugEnabled()).isTrue();
    }

    @Test
    void eventsWithALevelOfTheirOwnAreLoggedOnATerminalToo() {
        var events = LoggerFactory.getLogger("bsv.p2p.events");
        Logs.levels(LogLevel.INFO, Map.of());
        Logs.facts(false);
        assertThat(events.isInfoEnabled()).isFalse();
        Logs.levels(LogLevel.INFO, Map.of("events", LogLevel.DEBUG));
        assertThat(events.isDebugEnabled()).isTrue();
        Logs.facts(false);
        assertThat(events.isDebugEnabled()).isTrue();
        Logs.levels(LogLevel.INFO, Map.of());
        assertThat(events.isInfoEnabled()).isFalse();
        Logs.facts(true);
        assertThat(events.isInfoEnabled()).isTrue();
    }

    @Test
    void everyComponentHasLoggersAndOtherNamesHaveNone() {
        assertThat(LogComponents.names()).isNotEmpty().isSorted().allSatisfy(name -> assertThat(LogComponents.loggersOf(name)).isNotEmpty());
        assertThat(LogComponents.loggersOf("transprot")).isEmpty();
        assertThat(LogComponents.loggersOf("org.postgresql")).containsExactly("org.postgresql");
    }

    /// Raw, from anybody's logger: the engine's own escapes before.
    @Test
    void textOfStrangersIsInertInBothForms() throws IOException {
        for (var format : LogFormat.values()) {
            var file = folder.resolve(format + ".log");
            Logs.toFile(file, format);
            var log = LoggerFactory.getLogger("bsv.p2p.Test");
            for (var text : HostileTexts.ALL) {
                log.atInfo().addKeyValue("agent", text).log("pair");
                log.info("argument {}", text);
                log.info("message " + text);
            }
            assertThat(Files.readAllLines(file)).hasSize(3 * HostileTexts.ALL.size()).allSatisfy(line ->
                    assertThat(line.codePoints()).allMatch(c -> c >= 0x20 && c != 0x7f && (c < 0x80 || c >= 0xa0) && Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE));
            assertThat(Files.readString(file)).contains("${jndi:ldap://x/y}", "{} {}");
        }
    }

    @Test
    void whatOthersLogByTheirMeansComesHereToo() throws IOException {
        var file = folder.resolve("p2p.log");
        Logs.toFile(file, LogFormat.JSON);
        var julRoot = java.util.logging.Logger.getLogger("");
        var handlers = julRoot.getHandlers();
        try {
            Logs.takeInOthers();
            java.util.logging.Logger.getLogger("org.postgresql.x").warning("said otherwise");
        } finally {
            org.slf4j.bridge.SLF4JBridgeHandler.uninstall();
            for (var handler : handlers) julRoot.addHandler(handler);
        }

        assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"level\":\"WARN\",\"logger\":\"org.postgresql.x\"", "\"message\":\"said otherwise\"");
    }

    @Test
    void logsGoToTheEndOfAFile() throws IOException {
        var file = Files.writeString(folder.resolve("p2p.log"), "before\n");

        Logs.toFile(file, LogFormat.TEXT);
        LoggerFactory.getLogger("bsv.p2p.Test").atInfo().addKeyValue("a", "b").log("hello");

        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().endsWith("INFO  Test hello a=b");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        assertThatIOException().isThrownBy(() -> Logs.toFile(folder.resolve("no/such/folder/p2p.log"), LogFormat.TEXT));
        assertThatIOException().isThrownBy(() -> Logs.toFile(folder, LogFormat.TEXT));
    }
}
