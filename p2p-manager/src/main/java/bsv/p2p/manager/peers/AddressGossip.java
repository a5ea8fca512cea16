package bsv.p2p.manager.peers;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
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

/// Learns addresses from peers; [AddressAnswers] and [AddressRelay] tell them. Source of the rules: net_processing.cpp of the reference
/// node: getaddr is answered once for each inbound connection; from inbound peers only their own address is taken; what counts is a
/// time, the NETWORK service and an address that can be reached. Stricter: each peer has a budget of addresses.
public final class AddressGossip {
    /// Times at or below are no times.
    private static final long EARLIEST = 100_000_000;
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final Duration ASSUMED_AGE = Duration.ofDays(5);
    private static final Duration PENALTY = Duration.ofHours(2);
    /// A longer message is an answer or a flood, not news.
    private static final int MOST_NEWS = 10;
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Supplier<ManagerConfig> config;
    private final PeerKeeper keeper;
    private final InstantSource clock;
    private final Supplier<Optional<Endpoint>> ownAddress;
    private final BiConsumer<List<Peer>, PeerConnection> learned;
    private final AddressAnswers answers;
    private final AddressRelay relay;
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
        this.ownAddress = ownAddress;
        this.learned = learned;
        this.answers = new AddressAnswers(config, keeper, clock, random);
        this.relay = new AddressRelay(config, ownAddress, clock, random);
    }

    /// What is remembered of the gossip of one connection; used on its loop only.
    private static final class Teller {
        final TokenBucket taken;
        final TokenBucket passedOn;
        boolean asked;
        boolean owesAnswer;

        Teller(int burst, long now) {
            taken = new TokenBucket(burst, now);
            passedOn = new TokenBucket(MOST_NEWS, now);
        }
    }

    /// A handshake is complete. On the connection's loop.
    public void introduced(PeerConnection connection) {
        var teller = new Teller(config.get().gossip().addrBurst(), connection.loop().nanoTime());
        tellers.put(connection.peerId(), teller);
        relay.join(connection);
        if (connection.role().inbound()) return;
        teller.owesAnswer = true;
        connection.send(new GetAddr(), _ -> {});
    }

    /// A connection is over.
    public void ended(PeerConnection connection) {
        tellers.remove(connection.peerId());
        relay.leave(connection);
    }

    /// A message of an established peer. On the connection's loop.
    public void received(PeerConnection connection, Message message) {
        if (!(message instanceof Addr || message instanceof GetAddr)) return;
        var teller = tellers.get(connection.peerId());
        if (teller == null) return;
        if (message instanceof Addr addr) learn(connection, teller, addr.addresses());
        else if (message instanceof GetAddr && connection.role().inbound() && !teller.asked) {
            teller.asked = true;
            answers.answerLater(connection);
        }
    }

    private void learn(PeerConnection connection, Teller teller, List<TimestampedAddress> addresses) {
        var now = clock.instant();
        long nanos = connection.loop().nanoTime();
        boolean news = !teller.owesAnswer && addresses.size() <= MOST_NEWS;
        teller.owesAnswer = false;
        var source = "addr:" + connection.address();
        var gossip = config.get().gossip();
        int allowed = teller.taken.take(addresses.size(), nanos, gossip.addrBurst(), gossip.addrRate());
        var heard = new ArrayList<PeerKeeper.Heard>();
        for (var entry : addresses.subList(0, allowed)) {
            boolean own = entry.address().ip().equals(connection.address().ip());
            if (!isUseful(entry) || (!own && connection.role().inbound())) continue;
            heard.add(heard(entry, source, own, now));
            relay.knows(connection, entry.address().endpoint());
            if (news && isFresh(entry, now) && teller.passedOn.take(1, nanos, MOST_NEWS, gossip.addrRate()) == 1) relay.pass(connection, entry);
        }
        if (!heard.isEmpty()) keeper.heard(heard, added -> learned.accept(added, connection));
    }

    private boolean isUseful(TimestampedAddress entry) {
        var address = entry.address();
        return address.port() != 0 && Services.has(address.services(), Services.NETWORK) && config.get().network().canReach(address.ip())
                && !ownAddress.get().equals(Optional.of(address.endpoint()));
    }

    private static boolean isFresh(TimestampedAddress entry, Instant now) {
        var claimed = Instant.ofEpochSecond(entry.time());
        return claimed.isAfter(now.minus(FRESH)) && !claimed.isAfter(now.plus(AHEAD));
    }

    private static PeerKeeper.Heard heard(TimestampedAddress entry, String source, boolean own, Instant now) {
        var claimed = Instant.ofEpochSecond(entry.time());
        var time = entry.time() <= EARLIEST || claimed.isAfter(now.plus(AHEAD)) ? now.minus(ASSUMED_AGE) : claimed;
        return new PeerKeeper.Heard(entry.address().endpoint(), source, entry.address().services(), Optional.of(own ? time : time.minus(PENALTY)));
    }
}
