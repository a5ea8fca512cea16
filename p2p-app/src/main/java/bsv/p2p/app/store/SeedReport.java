package bsv.p2p.app.store;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerDiscovery.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What came of asking seeds: the health of each. Not safe for many threads.
public final class SeedReport {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final String prefix;
    private final long begun;

    /// @param strategy who asks; the sources of what it finds begin with it
    /// @param begun when, by [System#nanoTime()]
    public SeedReport(String strategy, List<String> seeds, long begun) {
        this.prefix = strategy + ":";
        this.begun = begun;
        seeds.forEach(seed -> accounts.put(seed, new Account()));
    }

    /// One seed.
    ///
    /// @param millis from the question to its last address; 0 if there was none
    /// @param problem why there is no address
    public record Seed(String name, List<Endpoint> addresses, double millis, Optional<String> problem) {
        public Seed {
            addresses = List.copyOf(addresses);
        }
    }

    private static final class Account {
        private final Set<Endpoint> addresses = new LinkedHashSet<>();
        private long lastNanos;
        private String problem = "";
    }

    /// Hears of an address.
    public void found(Found found, long nanoTime) {
        accounts.forEach((seed, account) -> {
            if (!found.source().equals(Peer.fittingSource(prefix + seed))) return;
            account.addresses.add(found.endpoint());
            account.lastNanos = nanoTime - begun;
        });
    }

    /// Hears of problems, which begin with the name of their seed.
    ///
    /// @return those of no seed
    public List<String> failed(List<String> problems) {
        var others = new ArrayList<String>();
        for (var problem : problems) {
            var account = Optional.ofNullable(accounts.get(problem.replaceFirst(": .*", "")));
            account.ifPresent(of -> of.problem = problem.replaceFirst("[^:]*: ", ""));
            if (account.isEmpty()) others.add(problem);
        }
        return others;
    }

    /// All, in the order in which they were named.
    public List<Seed> seeds() {
        var seeds = new ArrayList<Seed>();
        accounts.forEach((name, account) -> {
            var problem = account.problem.isEmpty() && account.addresses.isEmpty() ? "not asked" : account.problem;
            seeds.add(new Seed(name, List.copyOf(account.addresses), account.lastNanos / 1e6, Optional.of(problem).filter(text -> !text.isEmpty())));
        });
        return seeds;
    }

    /// Whether any told an address.
    public boolean any() {
        return accounts.values().stream().anyMatch(account -> !account.addresses.isEmpty());
    }
}
