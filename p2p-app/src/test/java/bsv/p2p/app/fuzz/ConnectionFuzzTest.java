package bsv.p2p.app.fuzz;

import bsv.p2p.fuzz.Corpus;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the fuzzer found worth keeping holds in every build, and so do some inputs of chance.
class ConnectionFuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final int TRIES = 1_000;
    private static final int LONGEST = 200;

    @BeforeAll
    static void listen() {
        ConnectionFuzz.fuzzerInitialize(new String[0]);
    }

    @AfterAll
    static void logAsBefore() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var configurator = new DefaultJoranConfigurator();
        configurator.setContext(context);
        configurator.configure(context);
    }

    @Test
    void whatReachesFarHolds() {
        Stream.concat(ConnectionFuzz.seeds().stream(), Corpus.kept(CORPUS, ConnectionFuzz.NAME)).forEach(ConnectionFuzz::fuzzerTestOneInput);
    }

    @Test
    void whateverAPeerDoesTheManagerLives() {
        var random = new Random(20261130);
        for (int i = 0; i < TRIES; i++) {
            var input = new byte[1 + random.nextInt(LONGEST)];
            random.nextBytes(input);
            ConnectionFuzz.fuzzerTestOneInput(input);
        }
    }
}
