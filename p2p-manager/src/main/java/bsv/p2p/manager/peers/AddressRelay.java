package bsv.p2p.manager.peers;

import bsv.p2p.api.chain.SipHash;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.manager.connection.PeerConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Tells addresses unasked: fresh ones to two callers, the same two for a day so that nobody learns more by sending twice, and the own
/// address to everybody now and then. Each peer gets them in batches at random times. Source: net_processing.cpp of the reference node.
/// Thread-safe.
final class AddressRelay {
    private static final int RECEIVERS = 2;
    private static final long DAY_SECONDS = 86_400;

    private final Supplier<ManagerConfig> config;
    private final Supplier<Optional<Endpoint>> ownAddress;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final SipHash hash;
    private final Map<PeerConnection, Outbox> outboxes = new ConcurrentHashMap<>();

    AddressRelay(Supplier<ManagerConfig> config, Supplier<Optional<Endpoint>> ownAddress, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.ownAddress = ownAddress;
        this.clock = clock;
        this.random = random;
        this.hash = new SipHash(random.nextLong(), random.nextLong());
    }

    /// A connection is established. On its loop.
    void join(PeerConnection connection) {
        var outbox = new Outbox(connection);
        outboxes.put(connection, outbox);
        if (!connection.role().inbound()) own().ifPresent(own -> send(connection, List.of(own)));
        announceLater(outbox);
    }

    void leave(PeerConnection connection) {
        var outbox = outboxes.remove(connection);
        if (outbox != null) outbox.close();
    }

    /// This peer told an address: it need not hear of it.
    void knows(PeerConnection connection, Endpoint endpoint) {
        var outbox = outboxes.get(connection);
        if (outbox != null) outbox.knows(endpoint);
    }

    /// Passes a fresh address on.
    void pass(PeerConnection from, TimestampedAddress address) {
        long day = clock.instant().getEpochSecond() / DAY_SECONDS;
        var ip = address.address().ip();
        long what = hash.of(day, ip.high(), ip.low(), address.address().port());
        receivers(from, what).forEach(outbox -> {
            if (outbox.add(address)) sendLater(outbox);
        });
    }

    /// Those of all callers that are nearest to it.
    private List<Outbox> receivers(PeerConnection from, long what) {
        var nearest = new PriorityQueue<Candidate>(RECEIVERS + 1, Comparator.comparingLong(Candidate::distance).reversed());
        for (var outbox : outboxes.values()) {
            var connection = outbox.connection();
            if (!connection.role().inbound() || connection == from) continue;
            nearest.add(new Candidate(outbox, hash.of(what, connection.peerId().getMostSignificantBits(), connection.peerId().getLeastSignificantBits())));
            if (nearest.size() > RECEIVERS) nearest.remove();
        }
        return nearest.stream().map(Candidate::outbox).toList();
    }

    private record Candidate(Outbox outbox, long distance) {}

    /// The first that waits sets the time for all that come until then. What is left of the time between two events of a Poisson process is
    /// distributed as the whole of it, so this is as if each peer had its turns whether or not something waits for it.
    private void sendLater(Outbox outbox) {
        outbox.sending(outbox.connection().loop().schedule(() -> send(outbox.connection(), outbox.take()), poisson(random, config.get().gossip().addrInterval())));
    }

    private void announceLater(Outbox outbox) {
        outbox.announcing(outbox.connection().loop().schedule(() -> {
            own().ifPresent(own -> {
                if (outbox.addAgain(own)) sendLater(outbox);
            });
            announceLater(outbox);
        }, poisson(random, config.get().gossip().selfAnnounceInterval())));
    }

    private Optional<TimestampedAddress> own() {
        var services = config.get().identity().services();
        if (!Services.has(services, Services.NETWORK)) return Optional.empty();
        return ownAddress.get().map(own -> new TimestampedAddress(clock.instant().getEpochSecond(), NetworkAddress.of(services, own)));
    }

    static void send(PeerConnection connection, List<TimestampedAddress> addresses) {
        connection.send(new Addr(addresses), _ -> {});
    }

    /// The time to the next event of a Poisson process, at most ten times its mean.
    static Duration poisson(RandomGenerator random, Duration mean) {
        double factor = Math.min(-Math.log1p(-random.nextDouble()), 10);
        return Duration.ofNanos((long) (mean.toNanos() * factor));
    }
}
