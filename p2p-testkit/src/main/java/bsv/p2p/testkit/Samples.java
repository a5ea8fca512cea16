package bsv.p2p.testkit;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Values for tests: everything that may be set is set, and set differently each time. The same seed gives the same values in the same
/// order. Ids and endpoints never repeat. Not safe for many threads.
public final class Samples {
    /// Text as strangers send it: quotes, line ends, terminal codes, text that runs backwards, half a character, look-ups, SQL, nothing.
    public static final List<String> HOSTILE_TEXTS = List.of("", "/Bitcoin SV:1.2.2/", "\"quoted\" 'twice' \\back\\", "two\r\nlines\ttab",
            "\u001b[31mred\u001b[0m\u0007", "\u0000nul\u0000", "\u202egnidaer\u202c\u2066x\u2069", "\ud83e\udd91 squid \u00e9\u00ff", "half \ud83e", "\udd91 half",
            "${jndi:ldap://x/a} {} %s %n", "'); drop table peer; --", "{\"a\":[1,2]}", "\\u0041 \\n \\\\", "\ufeff\uffff\ufffe", "z".repeat(256));

    private final RandomGenerator random;
    private int made;

    public Samples(long seed) {
        random = new SplittableRandom(seed);
    }

    /// The source of chance behind it all, for choices of the test's own.
    public RandomGenerator random() {
        return random;
    }

    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    public UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /// An address of the open internet with its port; IPv4 and IPv6 in turn, each in another netgroup than the one before.
    public Endpoint endpoint() {
        int n = made++;
        // The low byte of n is turned round into the second octet, so that neighbours differ early.
        var ip = n % 2 == 0 ? IpAddress.ofIpv4(((20 + (n >>> 16)) << 24) | ((Integer.reverse(n) >>> 8) & 0xff_0000) | (n & 0xffff))
                : new IpAddress(0x2a00_0000_0000_0000L | ((n & 0xff_ffffL) << 32), random.nextLong());
        return new Endpoint(ip, between(1, 65_535));
    }

    /// A moment of the years 2020 to 2027, to the nanosecond.
    public Instant time() {
        return Instant.ofEpochSecond(random.nextLong(1_577_836_800L, 1_830_297_600L), random.nextInt(1_000_000_000));
    }

    public String text() {
        return oneOf(HOSTILE_TEXTS);
    }

    public Hash256 hash() {
        return Hash256.ofWords(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /// A peer of any status.
    public Peer peer() {
        return peer(oneOf(List.of(PeerStatus.values())));
    }

    /// A peer of a status, with a ban if the status asks for one.
    public Peer peer(PeerStatus status) {
        return peer(id(), endpoint(), status);
    }

    /// A peer of this id and endpoint, all else by chance.
    public Peer peer(UUID id, Endpoint endpoint, PeerStatus status) {
        var ban = status == PeerStatus.BANNED ? Optional.of(ban(Cidr.of(endpoint.ip()))) : Optional.<Ban>empty();
        return new Peer(id, endpoint, status, time(), ban, random.nextLong(), text(), random.nextInt(), random.nextInt(), maybe(time()),
                between(0, 1_000), maybe(time()), "dns:" + oneOf(List.of("seed.example", "\"x\"", "\u202e", "")));
    }

    public List<Peer> peers(int count) {
        return Stream.generate(this::peer).limit(count).toList();
    }

    /// A ban on an address or a small block; no two of them meet.
    public Ban ban() {
        var ip = endpoint().ip();
        return ban(random.nextBoolean() ? Cidr.of(ip) : new Cidr(ip, ip.isIpv4() ? between(24, 32) : between(32, 128)));
    }

    /// A ban on this target, for any reason, for a while or for ever.
    public Ban ban(Cidr target) {
        var since = time();
        return new Ban(target, oneOf(banReasons()), since, maybe(since.plus(Duration.ofMillis(random.nextInt(1_000_000_000)))));
    }

    /// A reason of each kind.
    public List<BanReason> banReasons() {
        return List.of(new BanReason.NetworkMismatch(new Magic(random.nextInt()), new Magic(random.nextInt())), new BanReason.BlockchainMismatch(text()),
                new BanReason.BannedUserAgent(text()), new BanReason.Misbehavior(text()), new BanReason.Manual(text()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value);
    }
}
