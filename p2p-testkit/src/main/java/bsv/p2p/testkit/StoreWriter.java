package bsv.p2p.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// A program that changes a store as [StoreHistory] says, and prints the number of each change when the call has returned, until somebody
/// kills it.
final class StoreWriter {
    /// Between changes: some thousand a second are enough.
    private static final long PACE = 100_000;

    private StoreWriter() {}

    /// Runs it.
    ///
    /// @param arguments class of the contract that knows how to open the store, folder, seed
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var history = new StoreHistory(Long.parseLong(arguments[2]));
        var store = OtherJvm.instance(arguments[0], PeerStoreFixture.class).open(Path.of(arguments[1]));
        for (int number = 0; !System.out.checkError(); number++) {
            history.change(number, store);
            System.out.println(number);
            LockSupport.parkNanos(PACE);
        }
    }

    /// Starts it in a JVM of its own.
    static Process start(Class<?> contract, Path folder, long seed) throws IOException {
        return OtherJvm.start(StoreWriter.class, contract, folder.toString(), Long.toString(seed));
    }
}
