package bsv.p2p.transport;

/// Something that waits in the [Line].
interface Waiting {
    /// Its turn has come. On the loop.
    void begin();

    /// It will never come. From any thread.
    void abandon();
}
