package bsv.p2p.testkit;

import bsv.p2p.api.peer.PeerStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A program that claims peers of a shared store, prints the id of each, and then writes that they are valid, until there are none left.
final class StoreCrawler {
    static final Duration HOLD = Duration.ofMinutes(5);
    static final int AT_ONCE = 5;

    private StoreCrawler() {}

    /// Runs it.
    ///
    /// @param arguments class of the contract that knows how to open the store, folder, the time it is
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var now = Instant.parse(arguments[2]);
        try (var store = OtherJvm.instance(arguments[0], SharedPeerStoreContract.class).open(Path.of(arguments[1]))) {
            for (var claimed = store.claim(PeerStatus.UNKNOWN, AT_ONCE, now, HOLD); !claimed.isEmpty(); claimed = store.claim(PeerStatus.UNKNOWN, AT_ONCE, now, HOLD)) {
                claimed.forEach(peer -> System.out.println(peer.id()));
                store.batch(claimed.stream().map(peer -> peer.withStatus(PeerStatus.VALID, now)).toList());
            }
        }
    }

    /// Starts it in a JVM of its own.
    static Process start(Class<?> contract, Path folder, Instant now) throws IOException {
        return OtherJvm.start(StoreCrawler.class, contract, folder.toString(), now.toString());
    }
}
