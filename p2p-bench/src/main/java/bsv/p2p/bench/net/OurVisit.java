package bsv.p2p.bench.net;

import bsv.p2p.api.config.IdentityConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One call of a crawl: shakes hands, asks for addresses, reads those that come, hangs up. Timers as with a real one.
final class OurVisit implements LinkHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IdentityConfig identity;
    private final Runnable ended;
    private EventLoop.@Nullable Timeout timeout;
    private boolean versionCame;
    private boolean verackCame;
    private long ports;

    /// @param ended told when the connection is gone
    OurVisit(IdentityConfig identity, Runnable ended) {
        this.identity = identity;
        this.ended = ended;
    }

    void begin(Transport transport, Endpoint peer, LinkOptions link) {
        transport.connect(peer, link, transport.nextLoop(), this);
    }

    @Override
    public void opened(Link link) {
        link.send(Version.of(identity.protocolVersion(), identity.services(), System.currentTimeMillis() / 1_000, NetworkAddress.UNSPECIFIED,
                ThreadLocalRandom.current().nextLong(), identity.userAgent(), 0, false));
        timeout = link.loop().schedule(link::close, PATIENCE);
    }

    @Override
    public void received(Link link, Message message, long frameBytes) {
        switch (message) {
            case Version _ -> {
                versionCame = true;
                link.send(new Verack());
                link.send(ProtoConf.of(2_097_152, "Default"));
                ask(link);
            }
            case Verack _ -> {
                verackCame = true;
                ask(link);
            }
            case Addr(var addresses) -> {
                for (var told : addresses) ports += told.address().port();
                link.close();
            }
            default -> {
                // of no interest
            }
        }
    }

    private void ask(Link link) {
        if (versionCame && verackCame) link.send(new GetAddr());
    }

    @Override
    public void faulted(Link link, LinkFault fault) {
        throw new IllegalStateException(fault.describe());
    }

    @Override
    public void closed(Optional<PeerFailure> failure) {
        if (timeout != null) timeout.cancel();
        if (ports == 0 && failure.isEmpty()) throw new IllegalStateException("no addresses came");
        ended.run();
    }
}
