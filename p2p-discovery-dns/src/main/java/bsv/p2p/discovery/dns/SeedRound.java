package bsv.p2p.discovery.dns;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerDiscovery.Found;
import bsv.p2p.api.spi.PeerDiscovery.Request;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The account of one seed in one round: what it told, what of it was of use, and what went wrong.
final class SeedRound {
    private final String seed;
    private final Request request;
    private final int maxAnswers;
    private final Set<String> failures = new LinkedHashSet<>();
    private int open;
    private int told;
    private int taken;

    SeedRound(String seed, Request request, int maxAnswers) {
        this.seed = seed;
        this.request = request;
        this.maxAnswers = maxAnswers;
    }

    String seed() {
        return seed;
    }

    void asked() {
        open++;
    }

    void failed(String why) {
        open--;
        failures.add(why);
    }

    /// Hands over the addresses that can be peers, up to the limit for this seed.
    void answered(List<InetAddress> addresses, Consumer<Found> found) {
        open--;
        told += addresses.size();
        for (var address : addresses) {
            var ip = IpAddress.of(address);
            if (!request.network().canReach(ip)) continue;
            if (taken == maxAnswers) return;
            taken++;
            found.accept(new Found(new Endpoint(ip, request.defaultPort()), source()));
        }
    }

    /// What went wrong, if nothing of use came.
    Optional<String> problem() {
        if (taken > 0) return Optional.empty();
        if (open > 0) failures.add("no answer");
        if (told == 0) return Optional.of(seed + ": " + String.join(", ", failures));
        return Optional.of("%s: none of its %d addresses can be a peer of %s".formatted(seed, told, request.network().name()));
    }

    private String source() {
        return Peer.fittingSource("dns:" + seed);
    }
}
