package bsv.p2p.api.spi;

import java.util.Map;

/// Makes a transport.
public interface TransportProvider extends Provider {
    /// Makes a transport and its threads.
    ///
    /// @param settings the keys under `transport.<name>` of the configuration
    Transport open(Map<String, String> settings);
}
