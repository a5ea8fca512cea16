package bsv.p2p.transport;

/// How much may wait on one link, in bytes with the overhead of each frame, and what follows from it.
///
/// A peer that does not take its answers need not be answered more: above [#congested] nothing it sends is delivered, until [#relieved] is
/// reached. It is read from all the same, up to [#unanswered]. Were it not, two that send each other much at once would both wait for the
/// other to read; so what one may have waiting is no more than what the other takes unanswered and what does not congest it:
/// `unanswered + relieved = bytes`.
///
/// @param bytes that may wait to be written; above it the link is cut off
record Allowance(long bytes) {
    /// What a frame that waits costs beside its bytes, measured with frames of 32 to 1000 bytes: some 300 of heap for objects of the buffer,
    /// the queue and the outcome, the rest because buffers come in fixed sizes.
    static final int FRAME_OVERHEAD = 384;

    static long cost(long frameBytes) {
        return frameBytes + FRAME_OVERHEAD;
    }

    long congested() {
        return bytes / 2;
    }

    long relieved() {
        return bytes * 3 / 8;
    }

    long unanswered() {
        return bytes - relieved();
    }
}
