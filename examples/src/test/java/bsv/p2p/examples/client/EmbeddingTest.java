package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program that embeds the platform, in a JVM of its own, on the module path and on the class path. It gets five of our jars and no
/// other jar of others than Netty, Jackson, slf4j-api and jspecify: with those it must work.
@Timeout(120)
class EmbeddingTest {
    private static final Pattern WANTED = Pattern.compile("p2p-(api|codec|transport|manager|store-json)(-\\d.*\\.jar)?|netty-.*|jackson-.*|slf4j-api-.*|jspecify-.*");
    private static final Endpoint KNOWN = Endpoint.parse("127.5.5.5:18444");
    private static final Endpoint KNOWN_TOO = Endpoint.parse("127.6.6.6:18444");

    @TempDir
    Path folder;

    @Test
    void onTheModulePath() throws Exception {
        runs("--enable-native-access=io.netty.common", "-p", path(), "-m", "bsv.p2p.examples/" + SimpleClient.class.getName());
    }

    @Test
    void onTheClassPath() throws Exception {
        runs("--enable-native-access=ALL-UNNAMED", "-cp", path(), SimpleClient.class.getName());
    }

    /// What the tests run with, without what an embedder does not need.
    private static String path() {
        var all = Stream.of("jdk.module.path", "java.class.path").map(name -> System.getProperty(name, "")).flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .filter(entry -> !entry.isEmpty()).distinct().toList();
        var found = all.stream().filter(entry -> WANTED.matcher(name(Path.of(entry))).matches()).toList();
        assertThat(found.stream().map(entry -> name(Path.of(entry))).filter(name -> name.startsWith("p2p-"))).hasSize(5);
        var entries = new ArrayList<>(List.of("target/classes"));
        entries.addAll(found);
        return String.join(File.pathSeparator, entries);
    }

    /// A jar's, or of the classes of another module the module's.
    private static String name(Path entry) {
        return entry.endsWith(Path.of("target", "classes")) ? entry.getName(entry.getNameCount() - 3).toString() : entry.getFileName().toString();
    }

    private void runs(String... how) throws Exception {
        var out = folder.resolve("out.txt");
        try (var node = new LocalNode("127.0.0.1", KNOWN, KNOWN_TOO)) {
            var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
            command.addAll(List.of(how));
            command.addAll(List.of("regtest", node.address().toString()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().put("XDG_DATA_HOME", folder.toString());
            var program = builder.start();
            if (!program.waitFor(60, TimeUnit.SECONDS)) program.destroyForcibly();
            assertThat(program.waitFor()).as(Files.readString(out)).isZero();
        }
        assertThat(out).content().contains("ConnectionEstablished").containsAnyOf(KNOWN.ip().toString(), KNOWN_TOO.ip().toString()).doesNotContain("WARNING: ");
    }
}
