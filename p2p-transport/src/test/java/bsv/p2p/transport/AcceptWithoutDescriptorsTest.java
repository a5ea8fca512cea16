package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A listener in a process that has no file descriptor left.
class AcceptWithoutDescriptorsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// In a process of its own, because the limit is the process's. With the option that [NettyTransportProvider] names for io_uring.
    @ParameterizedTest
    @EnumSource(SocketIo.class)
    void connectionsAreAcceptedAgainOnceThereAreSome(SocketIo io) throws IOException, InterruptedException {
        assumeTrue(io.obstacle().isEmpty(), () -> io.settingName() + " cannot be had here: " + io.obstacle().orElseThrow());
        assumeTrue(Path.of("/bin/sh").toFile().canExecute(), "no shell to set a limit with");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");

        var process = new ProcessBuilder(List.of("/bin/sh", "-c", "ulimit -n 200 && exec \"$0\" \"$@\"", java.toString(), "-XX:-MaxFDLimit",
                "-Dio.netty.iouring.acceptMultiShotEnabled=false", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), StarvedListener.class.getName(), io.name()))
                .redirectErrorStream(true).start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(output).isZero();
        // A line says how many like it were not written: were there many, the listener would try without end.
        var complaints = output.lines().filter(line -> line.contains("cannot accept connections")).toList();
        assertThat(complaints).as(output).hasSizeBetween(2, 4).allMatch(line -> line.matches(".*left_out=\"?\\d\\b.*"));
    }
}
