package bsv.p2p.manager.peers;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.manager.connection.PeerConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Learns addresses from peers and tells them. Source of the rules: net_processing.cpp of the reference node: getaddr is answered once
/// for each inbound connection, after a random wait, with a share of what is known; from inbound peers only their own address is
/// taken; what counts is a time, the NETWORK service and an address that can be reached.
public final class AddressGossip {
    /// Times at or below are no times.
    private static final long EARLIEST = 100_000_000;
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final Duration ASSUMED_AGE = Duration.ofDays(5);
    private static final Duration PENALTY = Duration.ofHours(2);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);
    private static final int MOST_PICKED = 2_500;

    private final Supplier<ManagerConfig> config;
    private final PeerKeeper keeper;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Supplier<Optional<Endpoint>> ownAddress;
    private final BiConsumer<List<Peer>, PeerConnection> learned;
    private final Map<UUID, Teller> tellers = new ConcurrentHashMap<>();

    /// Gossip of one manager.
    ///
    /// @param ownAddress where others can reach this node, if they can
    /// @param learned told the peers that were new, on the keeper's thread
    public AddressGossip(Supplier<ManagerConfig> config, PeerKeeper keeper, InstantSource clock, RandomGenerator random,
            Supplier<Optional<Endpoint>> ownAddress, BiConsumer<List<Peer>, PeerConnection> learned) {
        this.config = config;
        this.keeper = keeper;
        this.clock = clock;
        this.random = random;
        this.ownAddress = ownAddress;
        this.learned = learned;
    }

    /// What is remembered of the gossip of one connection; used on its loop only.
    private static final class Teller {
        final TokenBucket taken;
        boolean asked;

        Teller(TokenBucket taken) {
            this.taken = taken;
        }
    }

    /// A handshake is complete. On the connection's loop.
    public void introduced(PeerConnection connection) {
        var gossip = config.get().gossip();
        tellers.put(connection.peerId(), new Teller(new TokenBucket(gossip.addrBurst(), gossip.addrRate(), connection.loop().nanoTime())));
        if (connection.role().inbound()) return;
        announceSelf(connection);
        send(connection, new GetAddr());
    }

    public void ended(PeerConnection connection) {
        tellers.remove(connection.peerId());
    }

    /// A message of an established peer. On the connection's loop.
    public void received(PeerConnection connection, Message message) {
        var teller = tellers.get(connection.peerId());
        if (teller == null) return;
        if (message instanceof Addr addr) learn(connection, teller, addr.addresses());
        else if (message instanceof GetAddr && connection.role().inbound() && !teller.asked) {
            teller.asked = true;
            connection.loop().schedule(() -> answer(connection), poisson(config.get().gossip().addrInterval()));
        }
    }

    private void learn(PeerConnection connection, Teller teller, List<TimestampedAddress> addresses) {
        var now = clock.instant();
        var source = "addr:" + connection.address();
        int allowed = teller.taken.take(addresses.size(), connection.loop().nanoTime());
        var heard = new ArrayList<PeerKeeper.Heard>();
        for (var entry : addresses.subList(0, allowed)) {
            boolean own = entry.address().ip().equals(connection.address().ip());
            if (isUseful(entry) && (own || !connection.role().inbound())) heard.add(heard(entry, source, own, now));
        }
        if (!heard.isEmpty()) keeper.heard(heard, added -> learned.accept(added, connection));
    }

    private boolean isUseful(TimestampedAddress entry) {
        var address = entry.address();
        return address.port() != 0 && Services.has(address.services(), Services.NETWORK) && config.get().network().canReach(address.ip())
                && !ownAddress.get().equals(Optional.of(address.endpoint()));
    }

    private static PeerKeeper.Heard heard(TimestampedAddress entry, String source, boolean own, Instant now) {
        var claimed = Instant.ofEpochSecond(entry.time());
        var time = entry.time() <= EARLIEST || claimed.isAfter(now.plus(AHEAD)) ? now.minus(ASSUMED_AGE) : claimed;
        return new PeerKeeper.Heard(entry.address().endpoint(), source, entry.address().services(), Optional.of(own ? time : time.minus(PENALTY)));
    }

    private void answer(PeerConnection connection) {
        keeper.later(store -> {
            var known = new ArrayList<TimestampedAddress>();
            var now = clock.instant();
            for (var status : List.of(PeerStatus.VALID, PeerStatus.UNKNOWN)) {
                try (var peers = store.findByStatus(status)) {
                    peers.filter(peer -> isTold(peer, connection, now)).limit(100_000).forEach(peer -> known.add(told(peer, now)));
                }
            }
            var share = sample(known, config.get().gossip().getaddrShare());
            if (!share.isEmpty()) send(connection, new Addr(share));
        });
    }

    private boolean isTold(Peer peer, PeerConnection to, Instant now) {
        return Services.has(peer.services(), Services.NETWORK) && peer.attempts() == 0 && config.get().network().canReach(peer.ip())
                && !peer.ip().equals(to.address().ip()) && peer.lastSeen().isPresent() && peer.lastSeen().get().isAfter(now.minus(FORGOTTEN_AFTER));
    }

    private static TimestampedAddress told(Peer peer, Instant now) {
        long time = Math.clamp(peer.lastSeen().orElse(now).getEpochSecond(), 0, 0xffff_ffffL);
        return new TimestampedAddress(time, NetworkAddress.of(peer.services(), peer.endpoint()));
    }

    private List<TimestampedAddress> sample(List<TimestampedAddress> known, double share) {
        int wanted = (int) Math.min(Math.min(Math.ceil(known.size() * share), MOST_PICKED), Addr.MAX_ADDRESSES);
        for (int i = 0; i < wanted; i++) {
            int j = random.nextInt(i, known.size());
            var swapped = known.get(i);
            known.set(i, known.get(j));
            known.set(j, swapped);
        }
        return known.subList(0, wanted);
    }

    private void announceSelf(PeerConnection connection) {
        var services = config.get().identity().services();
        if (!Services.has(services, Services.NETWORK)) return;
        ownAddress.get().ifPresent(own -> send(connection,
                new Addr(List.of(new TimestampedAddress(clock.instant().getEpochSecond(), NetworkAddress.of(services, own))))));
    }

    /// The time to the next event of a Poisson process, at most ten times its mean.
    private Duration poisson(Duration mean) {
        double factor = Math.min(-Math.log1p(-random.nextDouble()), 10);
        return Duration.ofNanos((long) (mean.toNanos() * factor));
    }

    private static void send(PeerConnection connection, Message message) {
        connection.send(message, _ -> {});
    }
}
