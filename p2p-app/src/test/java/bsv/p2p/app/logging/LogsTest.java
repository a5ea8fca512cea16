package bsv.p2p.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import bsv.p2p.api.config.LogLevel;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void logsGoToTheEndOfAFile() throws IOException {
        var file = Files.writeString(folder.resolve("p2p.log"), "before\n");

        Logs.toFile(file);
        LoggerFactory.getLogger("bsv.p2p.Test").atInfo().addKeyValue("a", "b").log("hello");

        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().endsWith("INFO  Test hello a=b");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        assertThatIOException().isThrownBy(() -> Logs.toFile(folder.resolve("no/such/folder/p2p.log")));
        assertThatIOException().isThrownBy(() -> Logs.toFile(folder));
    }
}
