package bsv.p2p.api.error;

/// A large payload did not come to its end, or is not what it claims to be.
public class PayloadFailed extends P2pException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    /// What was wrong.
    public enum Reason {
        /// The connection ended first.
        CONNECTION_LOST,
        /// All bytes came, but not with the checksum of the header.
        WRONG_CHECKSUM,
        /// The bytes are no block or transaction.
        MALFORMED
    }

    public PayloadFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public PayloadFailed(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
