package bsv.p2p.api.peer;

import java.util.ArrayList;
import java.util.List;

/// The service bits that nodes announce in `version` and `addr`. Source: protocol.h of the reference node.
public final class Services {
    /// Offers nothing.
    public static final long NONE = 0;
    /// Serves blocks; only such nodes are gossiped about and dialed.
    public static final long NETWORK = 1;
    /// Once `getutxo`; unused.
    public static final long GETUTXO = 1 << 1;
    /// Answers bloom filters (BIP 37).
    public static final long BLOOM = 1 << 2;
    /// Segregated witness: the mark of a chain that is not this one.
    public static final long WITNESS = 1 << 3;
    /// Once xthin blocks; unused.
    public static final long XTHIN = 1 << 4;
    /// Left from 2017, still set by BSV nodes.
    public static final long BITCOIN_CASH = 1 << 5;

    private Services() {}

    public static boolean has(long services, long bit) {
        return (services & bit) == bit;
    }

    /// The names of the known bits, then the rest as one hex number: `NETWORK|BITCOIN_CASH`, `NONE`.
    public static String describe(long services) {
        var names = new ArrayList<String>();
        if (has(services, NETWORK)) names.add("NETWORK");
        if (has(services, GETUTXO)) names.add("GETUTXO");
        if (has(services, BLOOM)) names.add("BLOOM");
        if (has(services, WITNESS)) names.add("WITNESS");
        if (has(services, XTHIN)) names.add("XTHIN");
        if (has(services, BITCOIN_CASH)) names.add("BITCOIN_CASH");
        long rest = services & ~0x3fL;
        if (rest != 0) names.add("0x" + Long.toHexString(rest));
        return names.isEmpty() ? "NONE" : String.join("|", List.copyOf(names));
    }
}
