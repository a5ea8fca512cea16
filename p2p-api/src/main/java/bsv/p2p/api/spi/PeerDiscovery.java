package bsv.p2p.api.spi;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.util.List;
import java.util.function.Consumer;

/// Finds addresses of nodes. One round is one call of [#discover], which may block; it runs on a thread of its own and must end soon
/// after that thread is interrupted.
public interface PeerDiscovery extends AutoCloseable {
    /// The name by which it was chosen.
    String name();

    /// Looks for addresses and hands each to `found` as soon as it is known. Addresses may repeat; who receives them judges them.
    /// A source that fails hides no other: it is a problem in the outcome.
    ///
    /// @return what went wrong on the way, empty if nothing
    /// @throws InterruptedException if the caller gave up waiting
    List<String> discover(Request request, Consumer<Found> found) throws InterruptedException;

    @Override
    void close();

    /// What is wanted.
    ///
    /// @param dnsSeeds names to ask, for strategies that do
    /// @param defaultPort for sources that tell no ports
    record Request(Network network, List<String> dnsSeeds, int defaultPort) {
        public Request {
            dnsSeeds = List.copyOf(dnsSeeds);
        }
    }

    /// An address and who told it.
    ///
    /// @param source strategy and detail, such as `dns:seed.bitcoinsv.io`; at most 256 characters
    record Found(Endpoint endpoint, String source) {}
}
