package bsv.p2p.api.message;

/// Bytes that are no block, or no transaction.
public class MalformedBlock extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final long offset;

    /// @param offset where in the payload
    MalformedBlock(long offset, String what) {
        super(what + " at byte " + offset);
        this.offset = offset;
    }

    /// Byte of the payload at which it cannot be read.
    public long offset() {
        return offset;
    }
}
