package bsv.p2p.api.spi;

import bsv.p2p.api.message.Bytes;

/// Where the bytes of a large payload go, on the loop of its link. Must not block; if it has enough, it pauses the link ([Link#pauseReading])
/// and takes the little that still comes. Ends with one call of [#complete] or [#broken].
public interface PayloadSink {
    /// The next bytes.
    void take(Bytes piece);

    /// All bytes came.
    ///
    /// @param checksumOk false if they do not have the checksum of the header; true also if the header has none
    void complete(boolean checksumOk);

    /// The link ended before.
    void broken();
}
