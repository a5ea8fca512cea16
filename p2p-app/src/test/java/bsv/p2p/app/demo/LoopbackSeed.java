package bsv.p2p.app.demo;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.io.IOException;
import java.util.List;

/// The demo's DNS server, for tests of other packages.
public final class LoopbackSeed implements AutoCloseable {
    /// The name it knows.
    public static final String NAME = DemoSeed.NAME;
    private final DemoSeed seed;

    /// Answers with this address.
    public LoopbackSeed(IpAddress node) throws IOException {
        seed = DemoSeed.start(() -> List.of(node));
    }

    /// Where it answers.
    public Endpoint server() {
        return seed.endpoint();
    }

    @Override
    public void close() {
        seed.close();
    }
}
