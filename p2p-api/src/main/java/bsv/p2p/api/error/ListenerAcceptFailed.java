package bsv.p2p.api.error;

/// A listener that was bound cannot accept any more.
public class ListenerAcceptFailed extends P2pException {
    private static final long serialVersionUID = 1L;

    public ListenerAcceptFailed(String message) {
        super(message);
    }

    public ListenerAcceptFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
