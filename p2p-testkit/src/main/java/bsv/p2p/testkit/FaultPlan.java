package bsv.p2p.testkit;

import bsv.p2p.api.peer.IpAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What goes wrong on a network, by chance, and which parts of it cannot reach each other. A [VirtualNetwork] asks it for each dial and
/// each message, a [FaultProxy] for each connection and each piece of data. On a virtual network the same seed gives the same run.
///
/// Thread-safe; may be changed at any time.
public final class FaultPlan {
    private static final Set<Trouble> OF_DIALS = EnumSet.of(Trouble.REFUSE);
    private static final Set<Trouble> OF_DATA = EnumSet.complementOf(EnumSet.of(Trouble.REFUSE));
    private static final long LOOK_AGAIN_MILLIS = 200;
    private final Random random;
    private final Map<Trouble, Double> chances = new EnumMap<>(Trouble.class);
    private Duration longest = Duration.ofSeconds(5);
    private Set<IpAddress> side = Set.of();

    /// A plan in which nothing goes wrong yet.
    public FaultPlan(long seed) {
        random = new Random(seed);
    }

    /// From now on `trouble` comes with this chance, 0 to 1, for each dial or piece of data.
    public synchronized FaultPlan with(Trouble trouble, double chance) {
        if (!(chance >= 0 && chance <= 1)) throw new IllegalArgumentException("a chance must be 0..1, is " + chance);
        chances.put(trouble, chance);
        return this;
    }

    /// The longest delay or stall; 5 s unless told otherwise.
    public synchronized FaultPlan withLongest(Duration duration) {
        longest = duration;
        return this;
    }

    /// From now on nothing goes wrong by chance.
    public synchronized void calm() {
        chances.clear();
    }

    /// From now on these hosts reach each other, and the others each other, but nothing passes between the two.
    public synchronized void cut(Collection<IpAddress> hosts) {
        side = Set.copyOf(hosts);
    }

    /// Everybody reaches everybody again.
    public synchronized void heal() {
        side = Set.of();
        notifyAll();
    }

    /// Whether nothing passes between two hosts.
    public synchronized boolean isCut(IpAddress one, IpAddress other) {
        return side.contains(one) != side.contains(other);
    }

    /// Waits until the two reach each other, or until `over`, which is looked at now and then.
    synchronized void awaitPassage(IpAddress one, IpAddress other, BooleanSupplier over) throws InterruptedException {
        while (isCut(one, other) && !over.getAsBoolean()) wait(LOOK_AGAIN_MILLIS);
    }

    /// What becomes of a dial.
    synchronized Optional<Trouble> ofDial() {
        return any(OF_DIALS);
    }

    /// What becomes of a message or a piece of data.
    synchronized Optional<Trouble> ofData() {
        return any(OF_DATA);
    }

    /// One draw for all kinds, so that chances add up and a plan without troubles draws nothing.
    private Optional<Trouble> any(Set<Trouble> kinds) {
        if (chances.isEmpty()) return Optional.empty();
        double drawn = random.nextDouble();
        for (var kind : kinds) {
            drawn -= chances.getOrDefault(kind, 0.0);
            if (drawn < 0) return Optional.of(kind);
        }
        return Optional.empty();
    }

    /// How long a delay or a stall lasts.
    synchronized Duration pause() {
        return Duration.ofNanos((long) (longest.toNanos() * random.nextDouble()));
    }

    /// A number below `bound`, by the same seed.
    synchronized int pick(int bound) {
        return random.nextInt(bound);
    }
}
