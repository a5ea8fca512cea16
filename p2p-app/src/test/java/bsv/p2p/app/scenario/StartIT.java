package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.image.LinkedImage;
import bsv.p2p.app.image.Program.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be wrong when a node starts: it goes on where it can, and says in one line what is the matter where it cannot.
class StartIT {
    private static final String GARBAGE = "{\"format\": 1, \"peers\": [{{{{ \u0000 not a peer file";

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("try") // The port becomes free in the middle.
    void aPortInUseIsReportedAndTakenWhenItIsFree() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var address = "127.0.0.1:" + other.getLocalPort();
            try (var node = RunningNode.start("--listen", address, "--store", "memory", "--set", "listenerRetryInterval=100ms")) {
                var failed = node.await("ListenerBindFailed", 0, event -> event.get("address").asString().equals(address));
                assertThat(failed.get("cause").asString()).contains("in use");
                assertThat(failed.get("retry_in_ms").asDouble()).isEqualTo(100);
                var line = node.console().await("line about the port", 0, said -> said.contains(" WARN "), Caller.PATIENCE);
                assertThat(line).contains("cannot listen", "port=" + other.getLocalPort(), "in use");

                other.close();
                try (var caller = Caller.dial(node.awaitAddress())) {
                    caller.introduced().ping();
                }
                assertThat(node.stop()).isZero();
                assertThat(node.console().all()).noneMatch(StartIT::isOfAStackTrace);
            }
        }
    }

    @Test
    void aDamagedPeerFileIsSetAsideAndNamed() throws IOException {
        var file = Files.writeString(folder.resolve("peers.json"), GARBAGE);
        try (var node = RunningNode.start("--listen", "127.0.0.1:0", "--store", "json:" + file)) {
            try (var caller = Caller.dial(node.awaitAddress())) {
                caller.introduced().ping();
            }
            assertThat(node.stop()).isZero();
            assertThat(node.console().all()).filteredOn(line -> line.contains(" WARN ")).singleElement().asString().contains(file.toString());
            assertThat(node.console().all()).noneMatch(StartIT::isOfAStackTrace);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(kept -> !kept.equals(file))).anySatisfy(kept -> assertThat(kept).content().isEqualTo(GARBAGE));
        }
    }

    @Test
    void aFolderInPlaceOfThePeerFileIsSetAsideAndNamed() throws IOException {
        var file = Files.createDirectories(folder.resolve("peers.json"));
        try (var node = RunningNode.start("--listen", "127.0.0.1:0", "--store", "json:" + file)) {
            node.awaitAddress();
            assertThat(node.stop()).isZero();
            assertThat(node.console().all()).filteredOn(line -> line.contains(" WARN ")).singleElement().asString().contains(file.toString());
        }
    }

    @Test
    void aPeerFileWhereNoneCanBeEndsItWithOneLine() throws IOException {
        var noFolder = Files.writeString(folder.resolve("a file"), "");
        isRefused(LinkedImage.p2p("run", "--network", "regtest", "--store", "json:" + noFolder.resolve("peers.json")), noFolder);
    }

    /// Not even root may make a file there.
    @Test
    void aFolderThatMustNotBeWrittenEndsItWithOneLine() {
        var locked = Path.of("/proc");
        isRefused(LinkedImage.p2p("run", "--network", "regtest", "--store", "json:" + locked.resolve("peers.json")), locked);
    }

    @Test
    void anUnknownOptionEndsItWithTwo() {
        var outcome = LinkedImage.p2p("run", "--lisen", "127.0.0.1:0");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--lisen", "--listen").satisfies(StartIT::hasNoStackTrace);
    }

    @Test
    void everythingThatIsWrongInAConfigurationIsSaidAtOnce() {
        var outcome = LinkedImage.p2p("run", "--network", "nowhere", "--target", "9", "--max", "3", "--ping-interval", "soon", "--set", "noSuchSetting=1",
                "--set", "backoffMultiplier=0.5", "--listen", "127.0.0.1:99999");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("nowhere", "(9)", "(3)", "soon", "noSuchSetting", "0.5", "99999").satisfies(StartIT::hasNoStackTrace);
    }

    private static void isRefused(Outcome outcome, Path named) {
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().filter(line -> !line.contains(" INFO "))).singleElement().asString().startsWith("p2p: ").contains(named.toString());
    }

    private static void hasNoStackTrace(String text) {
        assertThat(text.lines()).noneMatch(StartIT::isOfAStackTrace);
    }

    private static boolean isOfAStackTrace(String line) {
        return line.matches("\\s+at .*\\(.*|.*Exception.*");
    }
}
