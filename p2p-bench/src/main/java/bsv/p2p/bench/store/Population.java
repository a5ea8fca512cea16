package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/// Peers by number, as a node that has run for a year may know them: one in twenty valid, one in a hundred banned, one in twenty on
/// IPv6; everything is known of each, forty user agents and two thousand sources in all.
final class Population {
    private static final long NOW = 1_795_000_000;
    private static final List<String> AGENTS = IntStream.range(0, 40).mapToObj(i -> "/Bitcoin SV:1.%d.%d/".formatted(i / 10, i % 10)).toList();
    private static final List<String> SOURCES = IntStream.range(0, 2_000).mapToObj(i -> "addr:" + ip(7_000_000 + i) + ":8333").toList();

    private Population() {}

    static Peer peer(int number) {
        var random = new SplittableRandom(number * 31L);
        var status = status(number);
        var endpoint = endpoint(number);
        var since = Instant.ofEpochSecond(NOW - random.nextInt(30_000_000), random.nextInt(1_000_000_000));
        Optional<Ban> ban = status == PeerStatus.BANNED ? Optional.of(new Ban(Cidr.of(endpoint.ip()), new BanReason.Misbehavior("bad checksum"), since,
                Optional.of(since.plusSeconds(86_400)))) : Optional.empty();
        boolean failed = status == PeerStatus.INACCESSIBLE;
        return new Peer(new UUID(random.nextLong(), random.nextLong()), endpoint, status, since, ban, number % 3 == 0 ? 0x25 : 0x21,
                AGENTS.get(random.nextInt(AGENTS.size())), 70_015 + random.nextInt(2), 900_000 + random.nextInt(50_000),
                Optional.of(Instant.ofEpochSecond(NOW - random.nextInt(30_000_000))), failed ? 1 + random.nextInt(10) : 0,
                failed ? Optional.of(since.plusSeconds(3_600)) : Optional.empty(), SOURCES.get(random.nextInt(SOURCES.size())));
    }

    static Endpoint endpoint(int number) {
        // Multiplication by an odd number scatters and hits no address twice.
        int scattered = number * 0x9e37_79b1;
        return new Endpoint(number % 20 == 7 ? new IpAddress(0x2a00_0000_0000_0000L | Integer.toUnsignedLong(scattered), number) : IpAddress.ofIpv4(scattered), 8_333);
    }

    /// With something of it changed.
    static Peer changed(int number, int times) {
        return peer(number).withAttempts(times, Optional.of(Instant.ofEpochSecond(NOW + times)));
    }

    private static PeerStatus status(int number) {
        int hundredth = Math.floorMod(Integer.reverse(number * 0x9e37_79b1), 100);
        if (hundredth < 5) return PeerStatus.VALID;
        if (hundredth < 6) return PeerStatus.BANNED;
        return hundredth < 36 ? PeerStatus.INACCESSIBLE : PeerStatus.UNKNOWN;
    }

    private static String ip(int bits) {
        return IpAddress.ofIpv4(bits * 0x9e37_79b1).toString();
    }
}
