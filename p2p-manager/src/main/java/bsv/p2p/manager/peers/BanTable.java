package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The bans in memory: one look-up for each prefix length in use, whatever their number. Thread-safe.
public final class BanTable {
    private static final Comparator<Ban> FIRST_TO_END = Comparator.comparing((Ban ban) -> ban.until().orElse(Instant.MAX))
            .thenComparingLong(ban -> ban.target().base().high()).thenComparingLong(ban -> ban.target().base().low()).thenComparingInt(ban -> ban.target().prefix());
    private final Map<Cidr, Ban> bans = new HashMap<>();
    private final NavigableSet<Ban> byEnd = new TreeSet<>(FIRST_TO_END);
    /// How many bans there are of each prefix length, IPv6 lengths as 1000 + length.
    private final TreeMap<Integer, Integer> prefixes = new TreeMap<>();
    private int capacity;

    public BanTable(int capacity) {
        this.capacity = capacity;
    }

    /// Changes how many bans are kept.
    ///
    /// @return the bans that had to go: those that end first
    public synchronized List<Ban> capacity(int newCapacity) {
        capacity = newCapacity;
        var over = byEnd.stream().limit(Math.max(bans.size() - newCapacity, 0)).toList();
        for (var ban : over) remove(ban.target());
        return over;
    }

    /// Adds a ban in place of any on the same target.
    ///
    /// @return the ban that had to go because the table is full: the one that ends first
    public synchronized Optional<Ban> add(Ban ban) {
        remove(ban.target());
        bans.put(ban.target(), ban);
        byEnd.add(ban);
        prefixes.merge(key(ban.target()), 1, Integer::sum);
        if (bans.size() <= capacity) return Optional.empty();
        var first = byEnd.stream().filter(other -> !other.equals(ban)).findFirst();
        first.ifPresent(other -> remove(other.target()));
        return first;
    }

    public synchronized Optional<Ban> remove(Cidr target) {
        var removed = bans.remove(target);
        if (removed == null) return Optional.empty();
        byEnd.remove(removed);
        prefixes.computeIfPresent(key(target), (_, count) -> count == 1 ? null : count - 1);
        return Optional.of(removed);
    }

    /// The ban on exactly this target, over or not.
    public synchronized Optional<Ban> get(Cidr target) {
        return Optional.ofNullable(bans.get(target));
    }

    /// The ban that holds for an address now.
    public synchronized Optional<Ban> find(IpAddress ip, Instant now) {
        for (int prefix : prefixes.keySet()) {
            boolean ipv6 = prefix >= 1000;
            if (ipv6 == ip.isIpv4()) continue;
            var ban = bans.get(new Cidr(ip, ipv6 ? prefix - 1000 : prefix));
            if (ban != null && ban.isActive(now)) return Optional.of(ban);
        }
        return Optional.empty();
    }

    /// Removes and returns the bans that are over.
    public synchronized List<Ban> expire(Instant now) {
        var over = byEnd.stream().takeWhile(ban -> !ban.isActive(now)).toList();
        for (var ban : over) remove(ban.target());
        return over;
    }

    public synchronized List<Ban> all() {
        return new ArrayList<>(bans.values());
    }

    private static int key(Cidr target) {
        return target.base().isIpv4() ? target.prefix() : 1000 + target.prefix();
    }
}
