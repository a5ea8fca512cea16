package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/// Measures the JSON store beside [Maps], with a million peers, and prints a Markdown table. The contenders take turns, so that what else
/// the machine does troubles both; compare ratios.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dstores=5
/// ```
public final class StoreBench {
    private static final int LOOK_UPS = 1_000_000;
    private static final int CHANGES = 1_000;
    private static final int LARGE = 1_000_000;
    private static final String MAPS = "two maps";
    /// Look-ups beside a save wait for seconds there; more of them tell nothing more.
    private static final int MAPS_ROUNDS = 3;
    /// The JVM's compilers are at work during the first.
    private static final int UNCOUNTED_SAVES = 4;

    private final int peers;
    private final Path folder;
    private final Ours ours;
    private final Maps maps;
    private final Table table = new Table(MAPS);

    private StoreBench(int peers, Path folder) {
        this.peers = peers;
        this.folder = folder;
        ours = new Ours(folder);
        maps = new Maps(folder);
    }

    /// Runs it; takes a folder that may be written, on the disk that is meant, and how many rounds.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) throw new IllegalArgumentException("expected FOLDER ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        int rounds = Integer.parseInt(arguments[1]);
        var place = Path.of(arguments[0]);
        run(50_000, 2, fresh(place, "warm")); // what is compiled by then counts for both
        var small = run(10_000, rounds, fresh(place, "small"));
        var middle = run(100_000, rounds, fresh(place, "middle"));
        var large = run(LARGE, rounds, fresh(place, "large"));
        System.out.println("A million peers:\n");
        large.print(System.out);
        System.out.println("\nA hundred thousand:\n");
        middle.print(System.out);
        System.out.println("\nTen thousand:\n");
        small.print(System.out);
        System.out.println();
        System.out.println(machine.describe());
    }

    private static Path fresh(Path place, String name) throws IOException {
        var folder = place.resolve(name);
        if (Files.exists(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) Files.delete(file);
            }
        }
        return Files.createDirectories(folder);
    }

    private static Table run(int peers, int rounds, Path folder) throws IOException, InterruptedException {
        var bench = new StoreBench(peers, folder);
        bench.fill(bench.maps, MAPS);
        bench.fill(bench.ours, "ours");
        for (int round = 0; round < rounds; round++) {
            bench.look(bench.ours, "ours", round);
            bench.look(bench.maps, MAPS, round);
            bench.lookByText(round);
            bench.writeAndRead(bench.ours, "ours", round);
            bench.writeAndRead(bench.maps, MAPS, round);
        }
        for (int round = 0; round < 20 * rounds; round++) bench.makeDurable(bench.ours, "ours", round);
        for (int round = 0; round < rounds; round++) bench.makeDurable(bench.maps, MAPS, round);
        if (peers >= LARGE) bench.delays(rounds); // a small one is written too soon to be watched
        bench.ours.writeAll();
        bench.table.add("file, bytes per peer", "ours", (double) Files.size(bench.ours.file()) / peers);
        bench.table.add("file, bytes per peer", MAPS, (double) Files.size(bench.folder.resolve("maps.json")) / peers);
        return bench.table;
    }

    /// Peers are made by the ten thousand, outside the time that is measured.
    private void fill(Contender contender, String name) throws IOException, InterruptedException {
        long before = settledHeap();
        long took = 0;
        var some = new Peer[Math.min(peers, 10_000)];
        for (int made = 0; made < peers; made += some.length) {
            for (int i = 0; i < some.length; i++) some[i] = Population.peer(made + i);
            var watch = new Stopwatch();
            for (var peer : some) contender.create(peer);
            took += watch.ofThread();
        }
        Arrays.setAll(some, i -> Population.peer(0));
        contender.makeDurable();
        table.add("create, us of processor", name, took / 1e3 / peers);
        table.add("heap, bytes per peer", name, (double) (settledHeap() - before) / peers);
    }

    /// Beside what such stores mostly are: a map whose key is a text, which is made for each look-up.
    private void lookByText(int round) {
        var byText = maps.byText();
        var what = "find by ip:port, the map's key a text, us of processor";
        find(ours::find, what, "ours", round);
        find(endpoint -> Optional.ofNullable(byText.get(endpoint.toString())), what, MAPS, round);
    }

    private void find(Function<Endpoint, Optional<Peer>> find, String what, String name, int round) {
        var random = new SplittableRandom(round);
        var wanted = Stream.generate(() -> Population.endpoint(random.nextInt(peers))).limit(100_000).toArray(Endpoint[]::new);
        var watch = new Stopwatch();
        int found = 0;
        for (int i = 0; i < LOOK_UPS; i++) found += find.apply(wanted[i % wanted.length]).isPresent() ? 1 : 0;
        table.add(what, name, watch.ofThread() / 1e3 / LOOK_UPS);
        check(found == LOOK_UPS);
    }

    private void look(Contender contender, String name, int round) {
        find(contender::find, "find by ip:port, us of processor", name, round);

        int times = name.equals("ours") ? 20_000 : 200;
        for (var status : List.of(PeerStatus.VALID, PeerStatus.BANNED)) {
            var watch = new Stopwatch();
            for (int i = 0; i < times; i++) check(contender.some(status, 100).size() >= 50);
            table.add(status == PeerStatus.VALID ? "100 of a status that 5 % have, us of processor" : "100 of one that 1 % have, us of processor", name, watch.ofThread() / 1e3 / times);
        }
        times = name.equals("ours") ? 1_000_000 : 10;
        var watch = new Stopwatch();
        for (int i = 0; i < times; i++) check(contender.count(PeerStatus.VALID) > 50);
        table.add("count by status, us of processor", name, watch.ofThread() / 1e3 / times);
    }

    private void writeAndRead(Contender contender, String name, int round) throws IOException {
        contender.update(Population.changed(round, round));
        contender.makeDurable();
        System.gc();
        var writing = new Stopwatch();
        contender.writeAll();
        table.add("write everything, ms", name, writing.onTheWall());
        table.add("write everything, ms of processor", name, writing.ofProcess());
        System.gc();
        var reading = new Stopwatch();
        contender.readAll();
        table.add("read everything, ms", name, reading.onTheWall());
        table.add("read everything, ms of processor", name, reading.ofProcess());
    }

    private void makeDurable(Contender contender, String name, int round) throws IOException {
        var random = new SplittableRandom(round);
        var changed = Stream.generate(() -> Population.changed(random.nextInt(peers), round)).limit(CHANGES).toArray(Peer[]::new);
        var watch = new Stopwatch();
        for (var peer : changed) contender.update(peer);
        contender.makeDurable();
        table.add("1,000 changes durable, ms", name, watch.onTheWall());
        table.add("1,000 changes durable, ms of processor", name, watch.ofProcess());
    }

    /// The longest look-up while a save is going on, in as many look-ups while nothing is written, and while a [Stranger] writes: the last two are
    /// the machine's part of it.
    /// Ours begins a snapshot by itself within seconds of a change.
    private void delays(int rounds) throws IOException, InterruptedException {
        for (int round = 0; round < Math.min(rounds, MAPS_ROUNDS); round++) {
            var watch = new SaveWatch(maps, peers);
            var save = Thread.ofPlatform().start(this::saveMaps);
            delay(watch.whileHolds(save::isAlive), watch, MAPS);
            save.join();
        }
        maps.forget(); // the garbage collector shall not look at both
        ours.writeOften();
        for (int round = -UNCOUNTED_SAVES; round < 3 * rounds; round++) {
            System.gc();
            var watch = new SaveWatch(ours, peers);
            ours.update(Population.changed(round + UNCOUNTED_SAVES, 1_000 + round));
            ours.makeDurable();
            watch.whileHolds(() -> !SaveWatch.isSaving(folder));
            var during = watch.whileHolds(() -> SaveWatch.isSaving(folder));
            if (round < 0) continue;
            delay(during, watch, "ours");
            var stranger = new Stranger(ours.file(), folder.resolve("stranger"));
            table.add("longest look-up while a stranger writes as much, ms", "ours", watch.whileHolds(stranger::isWriting).millis());
        }
    }

    private void delay(SaveWatch.Longest during, SaveWatch watch, String name) {
        var without = watch.longestOf(during.thousands());
        table.add("longest look-up during a save, ms", name, during.millis());
        table.add("the same where its processor was left to it, ms", name, during.undisturbed());
        table.add("thousands of look-ups where it was not, percent", name, 100.0 * during.disturbed() / during.thousands());
        table.add("longest of as many without a save, ms", name, without.millis());
        table.add("the same where its processor was left to it, without a save, ms", name, without.undisturbed());
    }

    private void saveMaps() {
        try {
            maps.writeAll();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// What is in use when nothing is being saved any more.
    private long settledHeap() throws InterruptedException {
        long before = heap();
        for (int calm = 0; calm < 3; calm++) {
            Thread.sleep(700); // it is calm when nothing changed for a while
            long now = heap();
            if (SaveWatch.isSaving(folder) || Math.abs(now - before) > 100_000) calm = -1;
            before = now;
        }
        return before;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void check(boolean holds) {
        if (!holds) throw new IllegalStateException("a store gave a wrong answer");
    }
}
