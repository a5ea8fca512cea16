package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Which slots and bans have changed and which ids have gone since it was last asked. Not what they changed to: that is looked up when it
/// is written down, so that a peer that changes ten times is written once. The lock of the store guards it.
final class Changes {
    private final boolean wanted;
    private final AtomicLong version = new AtomicLong();
    private SlotSet known = new SlotSet();
    private SlotStack slots = new SlotStack();
    private Set<UUID> gone = new HashSet<>();
    private Set<Cidr> targets = new HashSet<>();

    private Changes(boolean wanted) {
        this.wanted = wanted;
    }

    /// Remembers all changes until they are taken.
    static Changes remembered() {
        return new Changes(true);
    }

    /// For a store that nobody writes down.
    static Changes forgotten() {
        return new Changes(false);
    }

    /// Changes and the rows and bans at the moment they were taken. As a unit they lead from the moment before to this one, if what is gone
    /// is removed first.
    ///
    /// @param version how many changes there were until then
    /// @param rows everything
    /// @param slots in which peers were put; free ones among them are to be passed over
    /// @param gone ids of peers that were removed; they may have come back since
    /// @param targets changed bans, empty where removed
    /// @param bans everything
    record Moment(long version, Rows rows, SlotStack slots, Set<UUID> gone, Map<Cidr, Optional<Ban>> targets, List<Ban> bans) {
        boolean isEmpty() {
            return slots.size() == 0 && gone.isEmpty() && targets.isEmpty();
        }
    }

    /// How many changes there were; anybody may ask.
    long version() {
        return version.get();
    }

    void put(int slot) {
        version.incrementAndGet();
        if (wanted && known.add(slot)) slots.push(slot);
    }

    void removed(UUID id) {
        version.incrementAndGet();
        if (wanted) gone.add(id);
    }

    void banChanged(Cidr target) {
        version.incrementAndGet();
        if (wanted) targets.add(target);
    }

    /// Hands over what has changed and forgets it.
    Moment take(Rows rows, Map<Cidr, Ban> bans) {
        var changed = new HashMap<Cidr, Optional<Ban>>();
        for (var target : targets) changed.put(target, Optional.ofNullable(bans.get(target)));
        var moment = new Moment(version.get(), rows, slots, gone, changed, List.copyOf(bans.values()));
        known = new SlotSet();
        slots = new SlotStack();
        gone = new HashSet<>();
        targets = new HashSet<>();
        return moment;
    }

    /// Remembers again what was taken and could not be written down.
    void giveBack(Moment moment) {
        moment.slots().all().forEach(slot -> {
            if (known.add(slot)) slots.push(slot);
        });
        gone.addAll(moment.gone());
        targets.addAll(moment.targets().keySet());
    }
}
