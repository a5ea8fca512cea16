package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.spi.Transport;
import bsv.p2p.testkit.LinkJournal;
import bsv.p2p.testkit.TransportFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The write timeout is for peers that take nothing, not for those that take little. Takes the time it tests, and so runs over
/// one kind of sockets only, one that looks closely enough.
class SlowPeerTest extends TransportFixture {
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_READS = Duration.ofMillis(100);
    private static final int READS = 25;
    private static final int BYTES_A_READ = 64 << 10;

    @Override
    protected Transport open() {
        return NettyTransportTest.open(SocketIo.EPOLL);
    }

    @Test
    void whoTakesALittleNowAndThenIsNotCutOff() throws IOException {
        var transport = transport();
        var door = door(transport, withTimeouts(OPTIONS.connectTimeout(), WRITE_TIMEOUT));
        try (var raw = new RawPeer(door.at(), 16 << 10)) {
            var journal = door.next();
            journal.link().send(bulk(32 * MIB, 1));

            var allRead = new CompletableFuture<Boolean>();
            readNowAndThen(transport, raw, READS, allRead);

            LinkJournal.await(allRead, "all reads");
            assertThat(journal.hasEnded()).isFalse();
            assertThat(journal.link().queuedBytes()).isPositive();
        }
    }

    @Test
    void aCloseWaitsForWhoTakesALittleNowAndThenNoLongerThanForOthers() throws IOException {
        var transport = transport();
        var door = door(transport, withTimeouts(OPTIONS.connectTimeout(), WRITE_TIMEOUT));
        try (var raw = new RawPeer(door.at(), 16 << 10)) {
            var journal = door.next();
            journal.link().send(bulk(32 * MIB, 1));
            journal.link().close();

            var allRead = new CompletableFuture<Boolean>();
            readNowAndThen(transport, raw, READS, allRead);

            assertThat(journal.end()).isEmpty();
            assertThat(allRead.isDone() && !allRead.isCompletedExceptionally()).as("read to the last").isFalse();
        }
    }

    /// On the other loop of the transport, which has nothing else to do.
    private static void readNowAndThen(Transport transport, RawPeer raw, int times, CompletableFuture<Boolean> done) {
        if (times == 0) {
            done.complete(true);
            return;
        }
        transport.nextLoop().schedule(() -> {
            try {
                raw.read(BYTES_A_READ);
                readNowAndThen(transport, raw, times - 1, done);
            } catch (IOException failed) {
                done.completeExceptionally(failed);
            }
        }, BETWEEN_READS);
    }
}
