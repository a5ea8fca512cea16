package bsv.p2p.api.error;

/// No answer to a DNS question: name unknown, server silent, answer malformed. The message names the seed.
public class DnsResolutionFailed extends P2pException {
    private static final long serialVersionUID = 1L;

    public DnsResolutionFailed(String message) {
        super(message);
    }

    public DnsResolutionFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
