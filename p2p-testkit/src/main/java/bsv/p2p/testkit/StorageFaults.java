package bsv.p2p.testkit;

import java.io.IOException;

/// A disk that runs full, breaks, or forbids, at an operation of the test's choice: [PeerStoreFaultContract] hands it to a store, which
/// asks it before everything it does to a file. Safe for many threads.
public final class StorageFaults {
    private int good;
    private int bad;
    private int failures;

    /// Says when to fail.
    ///
    /// @param good operations that succeed first
    /// @param bad operations that fail then; those after them succeed
    public StorageFaults(int good, int bad) {
        this.good = good;
        this.bad = bad;
    }

    /// One that never fails.
    public static StorageFaults none() {
        return new StorageFaults(0, 0);
    }

    /// To be called before each opening, reading, forcing, renaming, truncating and removing of a file, and before each statement of a
    /// database.
    ///
    /// @throws IOException if it is to fail
    public synchronized void reach() throws IOException {
        if (good-- > 0 || bad-- <= 0) return;
        good = 0;
        failures++;
        throw new IOException("no space left on device");
    }

    /// To be called before each write: what may be written before the failure that follows, if one does.
    ///
    /// @return `length`, or half of it: then the store must write as much and call [#reach()], which fails
    public synchronized int allowed(int length) {
        return good > 0 || bad <= 0 ? length : length / 2;
    }

    /// From now on everything succeeds.
    public synchronized void heal() {
        bad = 0;
    }

    /// How many operations have failed.
    public synchronized int failures() {
        return failures;
    }
}
