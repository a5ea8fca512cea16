package bsv.p2p.api.error;

/// A store could not be opened, read or written. The message names the store and the file or database.
public class PeerStoreException extends P2pException {
    private static final long serialVersionUID = 1L;

    public PeerStoreException(String message) {
        super(message);
    }

    public PeerStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
