package bsv.p2p.api.stream;

import java.util.Optional;

/// Is offered the large payloads that peers send.
@FunctionalInterface
public interface PayloadReceiver {
    /// Decides whether to take a payload. Called on the loop of the connection, so it must not block. What it throws counts as no.
    ///
    /// @return who reads it; empty leaves it to the next receiver. A payload that nobody takes is checked and discarded
    Optional<PayloadConsumer> offered(PayloadOffer offer);
}
