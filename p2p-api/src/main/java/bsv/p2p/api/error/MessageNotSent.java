package bsv.p2p.api.error;

/// A message was not written: the connection ended first, is not established, or its peer reads too slowly.
public class MessageNotSent extends P2pException {
    private static final long serialVersionUID = 1L;

    public MessageNotSent(String message) {
        super(message);
    }

    public MessageNotSent(String message, Throwable cause) {
        super(message, cause);
    }
}
