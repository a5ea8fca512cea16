package bsv.p2p.api.error;

/// A listener could not take its address: in use, not of this machine, or forbidden. The message names the address.
public class ListenerBindFailed extends P2pException {
    private static final long serialVersionUID = 1L;

    public ListenerBindFailed(String message) {
        super(message);
    }

    public ListenerBindFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
