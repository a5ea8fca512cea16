package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One peer as ten words and two texts: a place in a page of [#PAGE] peers.
///
/// A third object is there for what words cannot hold: the ban of a banned peer, or the peer itself where one of its times lies outside
/// the years 1677 to 2262.
final class Row {
    static final int PAGE = 64;
    static final int WORDS = 10;
    /// Stands for a time that is not there.
    static final long ABSENT = Long.MIN_VALUE;
    private static final long FAR = Long.MIN_VALUE + 1;
    private static final long NANOS = 1_000_000_000;
    private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 1;
    private static final List<PeerStatus> STATUSES = List.of(PeerStatus.values());

    private static final int ID = 0;
    private static final int IP = 2;
    private static final int SERVICES = 4;
    private static final int STATUS_SINCE = 5;
    private static final int LAST_SEEN = 6;
    private static final int NEXT_ATTEMPT = 7;
    /// Protocol version, then start height.
    private static final int VERSION = 8;
    /// Failed attempts (32 bits), port (16), whether there is a third object (1), and 0 in a free row, else the status plus one (15).
    private static final int ATTEMPTS = 9;
    private static final long THIRD = 0x8000;

    private final long[] words;
    private final @Nullable Object[] things;
    private final int index;

    /// A place in a page.
    ///
    /// @param words of the whole page
    /// @param things of the whole page: user agent and source of each peer, then, if any of them needs one, the third objects
    Row(long[] words, @Nullable Object[] things, int index) {
        this.words = words;
        this.things = things;
        this.index = index;
    }

    /// Fills the row, whose third object must fit in if it needs one.
    void set(Peer peer, Texts texts) {
        int at = index * WORDS;
        words[at + ID] = peer.id().getMostSignificantBits();
        words[at + ID + 1] = peer.id().getLeastSignificantBits();
        words[at + IP] = peer.ip().high();
        words[at + IP + 1] = peer.ip().low();
        words[at + SERVICES] = peer.services();
        words[at + STATUS_SINCE] = pack(peer.statusSince());
        words[at + LAST_SEEN] = peer.lastSeen().isEmpty() ? ABSENT : pack(peer.lastSeen().get());
        words[at + NEXT_ATTEMPT] = peer.nextAttempt().isEmpty() ? ABSENT : pack(peer.nextAttempt().get());
        words[at + VERSION] = ((long) peer.protocolVersion() << 32) | (peer.startHeight() & 0xffff_ffffL);
        var third = third(peer);
        words[at + ATTEMPTS] = ((long) peer.attempts() << 32) | ((long) peer.port() << 16) | (third == null ? 0 : THIRD) | (code(peer.status()) + 1);
        things[2 * index] = texts.shared(peer.userAgent());
        things[2 * index + 1] = texts.shared(peer.source());
        if (things.length > 2 * PAGE) things[2 * PAGE + index] = third;
    }

    void clear() {
        for (int at = index * WORDS; at < (index + 1) * WORDS; at++) words[at] = 0;
        things[2 * index] = null;
        things[2 * index + 1] = null;
        if (things.length > 2 * PAGE) things[2 * PAGE + index] = null;
    }

    /// What of a peer neither words nor texts hold.
    static @Nullable Object third(Peer peer) {
        boolean far = isFar(peer.statusSince()) || peer.lastSeen().filter(Row::isFar).isPresent() || peer.nextAttempt().filter(Row::isFar).isPresent();
        return far ? peer : peer.ban().orElse(null);
    }

    /// The peer. The row must not be free.
    Peer peer() {
        // The texts lie elsewhere: asked for first, they come from memory while the words do.
        var userAgent = userAgent();
        var source = source();
        var third = hasMore() ? things[2 * PAGE + index] : null;
        if (third instanceof Peer peer) return peer;
        return new Peer(new UUID(idHigh(), idLow()), new Endpoint(new IpAddress(ipHigh(), ipLow()), port()), STATUSES.get(status()), unpack(statusSince()),
                third instanceof Ban ban ? Optional.of(ban) : Optional.empty(), services(), userAgent, protocolVersion(), startHeight(), maybe(lastSeen()),
                attempts(), maybe(nextAttempt()), source);
    }

    /// Whether [#peer()] is needed to know all of it; otherwise the words and the texts will do.
    boolean hasMore() {
        return (word(ATTEMPTS) & THIRD) != 0;
    }

    boolean isFree() {
        return word(ATTEMPTS) == 0;
    }

    long idHigh() {
        return word(ID);
    }

    long idLow() {
        return word(ID + 1);
    }

    long ipHigh() {
        return word(IP);
    }

    long ipLow() {
        return word(IP + 1);
    }

    int port() {
        return (int) (word(ATTEMPTS) >>> 16) & 0xffff;
    }

    /// The status as [#code] has it.
    int status() {
        return ((int) word(ATTEMPTS) & 0x7fff) - 1;
    }

    long services() {
        return word(SERVICES);
    }

    /// Nanoseconds since 1970, as are the other times.
    long statusSince() {
        return word(STATUS_SINCE);
    }

    /// [#ABSENT] if it is not there, as is the next attempt.
    long lastSeen() {
        return word(LAST_SEEN);
    }

    long nextAttempt() {
        return word(NEXT_ATTEMPT);
    }

    int protocolVersion() {
        return (int) (word(VERSION) >>> 32);
    }

    int startHeight() {
        return (int) word(VERSION);
    }

    int attempts() {
        return (int) (word(ATTEMPTS) >>> 32);
    }

    String userAgent() {
        return text(2 * index);
    }

    String source() {
        return text(2 * index + 1);
    }

    /// A status as a number from 0.
    static int code(PeerStatus status) {
        return STATUSES.indexOf(status);
    }

    private long word(int which) {
        return words[index * WORDS + which];
    }

    private String text(int at) {
        if (things[at] instanceof String text) return text;
        throw new IllegalStateException("the row is free");
    }

    private static boolean isFar(Instant time) {
        return Math.abs(time.getEpochSecond()) > LAST_SECOND;
    }

    private static long pack(Instant time) {
        return isFar(time) ? FAR : time.getEpochSecond() * NANOS + time.getNano();
    }

    private static Instant unpack(long time) {
        return Instant.ofEpochSecond(Math.floorDiv(time, NANOS), Math.floorMod(time, NANOS));
    }

    private static Optional<Instant> maybe(long time) {
        return time == ABSENT ? Optional.empty() : Optional.of(unpack(time));
    }
}
