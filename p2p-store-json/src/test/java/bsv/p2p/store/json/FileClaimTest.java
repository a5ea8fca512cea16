package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.testkit.StorageFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One store has a file at a time, in this process and in others.
class FileClaimTest {
    /// A program that takes the lock, says so, and holds it until its standard input ends.
    private static final String LOCKER = """
            void main(String[] args) throws Exception {
                try (var channel = java.nio.channels.FileChannel.open(Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE, java.nio.file.StandardOpenOption.CREATE)) {
                    IO.println(channel.tryLock() == null ? "refused" : "locked");
                    while (System.in.read() >= 0) {}
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aSecondStoreInThisProcessIsRefusedUntilTheFirstIsClosed() throws IOException {
        var file = folder.resolve("peers.json");
        var otherName = Files.createSymbolicLink(folder.resolve("link"), folder).resolve("peers.json");
        try (var _ = Kept.open(file, new Disk())) {
            for (var again : new Path[] {file, folder.resolve("./peers.json"), otherName}) {
                assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(again, new Disk()))
                        .withMessageContaining(file.toString()).withMessageContaining("in use by another store of this process");
            }
            Kept.open(folder.resolve("other.json"), new Disk()).close();
        }
        Kept.open(file, new Disk()).close();
    }

    @Test
    void aStoreThatCouldNotBeOpenedLetsGoOfTheFile() throws IOException {
        var file = folder.resolve("peers.json");
        Files.writeString(file, "{}");

        assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(file, new FaultyDisk(new StorageFaults(0, 1))));

        Kept.open(file, new Disk()).close();
    }

    @Test
    void aFileThatAnotherProcessHasIsRefusedUntilItEnds() throws Exception {
        var file = folder.resolve("peers.json");
        var other = startLocker(file);
        try {
            assertThat(firstLine(other)).isEqualTo("locked");
            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(file, new Disk()))
                    .withMessageContaining(file.toString()).withMessageContaining("in use by another process");
        } finally {
            end(other);
        }
        Kept.open(file, new Disk()).close();
    }

    /// Also after a second store in this process was refused, which must not cost the first its lock.
    @Test
    void anotherProcessCannotTakeTheFileThatThisOneHas() throws Exception {
        var file = folder.resolve("peers.json");
        try (var _ = Kept.open(file, new Disk())) {
            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(file, new Disk()));
            var other = startLocker(file);
            try {
                assertThat(firstLine(other)).isEqualTo("refused");
            } finally {
                end(other);
            }
        }
    }

    private Process startLocker(Path file) throws IOException {
        var source = Files.writeString(folder.resolve("Locker.java"), LOCKER);
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString(), file + ".lock")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String firstLine(Process process) throws IOException {
        return process.inputReader().readLine();
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
