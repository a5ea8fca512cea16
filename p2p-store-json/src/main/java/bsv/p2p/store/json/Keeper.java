package bsv.p2p.store.json;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the changes of a store to a journal, which takes as long as the changes are many; and everything to a snapshot when the journal
/// has become long or old, on a thread of its own, while changes go to the next journal.
///
/// Snapshot N holds all that was in the journals before N, and goes on in journal N, which is made first: so there is always a snapshot
/// that the journals from its number on lead to the present. One thread calls, but for [#version()].
final class Keeper implements Saver.State {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    /// A journal may grow as long as this, or half as long as the snapshot if that is more.
    private static final long SHORT_JOURNAL = 1 << 20;
    /// After a snapshot that failed.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final MemoryPeerStore memory;
    private final PeerFile file;
    private final Duration interval;
    private final InstantSource clock;
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("p2p-store-json-snapshot").factory());
    private Optional<Journal> journal = Optional.empty();
    private Instant journalBegan;
    private volatile boolean asKept;
    private volatile boolean snapshotting;
    private volatile boolean failing;
    private volatile Instant notBefore = Instant.MIN;

    /// Goes on where a store was left.
    ///
    /// @param interval how old a snapshot may become when there are changes
    Keeper(MemoryPeerStore memory, PeerFile file, Duration interval, InstantSource clock) {
        this.memory = memory;
        this.file = file;
        this.interval = interval;
        this.clock = clock;
        journalBegan = clock.instant();
        asKept = file.asKept();
    }

    @Override
    public long version() {
        return memory.version();
    }

    @Override
    public boolean isDue() {
        if (snapshotting || clock.instant().isBefore(notBefore)) return false;
        long length = journal.map(Journal::length).orElse(0L);
        boolean old = length > 0 && clock.instant().isAfter(journalBegan.plus(interval));
        return !asKept || old || length > Math.max(SHORT_JOURNAL, file.snapshotLength() / 2);
    }

    @Override
    public long write() throws IOException {
        var moment = memory.takeChanges();
        try {
            if (!moment.isEmpty()) journal().append(moment);
        } catch (IOException | RuntimeException | Error failed) {
            memory.giveBack(moment);
            throw failed;
        }
        if (isDue()) beginSnapshot(moment);
        return moment.version();
    }

    private void beginSnapshot(Changes.Moment moment) {
        try {
            long generation = beginJournal();
            snapshotting = true;
            snapshots.execute(() -> save(moment, generation));
        } catch (IOException failed) {
            warn(failed);
        }
    }

    /// Writes a last snapshot if there is something new to write. No more changes may come, and nobody may call any more.
    ///
    /// @return whether all that is in memory is kept in one way or another
    boolean close() {
        // on a thread that no caller interrupts
        return Saver.await(snapshots.submit(() -> {
            var moment = memory.takeChanges();
            boolean changed = !asKept || !moment.isEmpty() || journal.filter(some -> some.length() > 0).isPresent();
            if (changed) saveLast(moment);
            journal.ifPresent(Keeper::close);
            snapshots.shutdown();
            return moment.isEmpty() || !failing;
        }));
    }

    private void saveLast(Changes.Moment moment) {
        try {
            save(moment, beginJournal());
        } catch (IOException failed) {
            warn(failed);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private Journal journal() throws IOException {
        if (journal.isEmpty()) journal = Optional.of(file.beginJournal());
        return journal.get();
    }

    /// Has later changes go to a journal in which there is nothing yet.
    ///
    /// @return its number
    private long beginJournal() throws IOException {
        var before = journal();
        boolean isNew = before.length() == 0 && before.generation() > file.generation();
        var fresh = isNew ? before : file.createJournal();
        fresh.force();
        if (!isNew) close(before);
        journal = Optional.of(fresh);
        journalBegan = clock.instant();
        return fresh.generation();
    }

    /// Nobody is told of a failure but the log: the changes are in the journals already.
    private void save(Changes.Moment moment, long generation) {
        try {
            file.save(moment.rows(), moment.bans(), generation);
            if (failing) LOG.atInfo().addKeyValue("path", file).log("snapshot of peers can be written again");
            failing = false;
            asKept = true;
        } catch (IOException | RuntimeException | Error failed) {
            warn(failed);
        } finally {
            snapshotting = false;
        }
    }

    private void warn(Throwable failed) {
        if (!failing) {
            LOG.atWarn().addKeyValue("path", file).addKeyValue("error", failed instanceof IOException io ? Disk.say(io) : failed.toString())
                    .log("snapshot of peers cannot be written, it is tried again; changes go to the journal meanwhile");
        }
        failing = true;
        notBefore = clock.instant().plus(PAUSE);
    }

    private static void close(Journal journal) {
        try {
            journal.close();
        } catch (IOException failed) {
            LOG.atDebug().addKeyValue("error", Disk.say(failed)).log("journal was not closed");
        }
    }
}
