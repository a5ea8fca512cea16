package bsv.p2p.api.error;

/// Root of what this platform throws: misuse of it, or a broken part of it. What peers do wrong is no exception, see [PeerFailure].
public class P2pException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public P2pException(String message) {
        super(message);
    }

    public P2pException(String message, Throwable cause) {
        super(message, cause);
    }
}
