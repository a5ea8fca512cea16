package bsv.p2p.api.error;

/// A part was asked for by a name that nobody provides, or a provider is broken. The message lists what is installed.
public class PluginException extends P2pException {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
