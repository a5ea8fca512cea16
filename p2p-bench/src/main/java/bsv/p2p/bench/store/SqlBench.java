package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/// Measures the store `sql` beside [PlainJdbc] on SQLite and on a PostgreSQL server, and prints Markdown tables. The contenders take turns.
/// Both write in batches of several sizes; of each the best counts.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dsql=3
/// ```
public final class SqlBench {
    private static final List<Integer> BATCHES = List.of(100, 500, 1_000, 5_000);
    private static final int PEERS = 100_000;
    private static final String PLAIN = "plain JDBC";

    private final PeerStore ours;
    private final PlainJdbc plain;
    private final int lookUps;
    private final Table table = new Table(PLAIN);

    private SqlBench(PeerStore ours, PlainJdbc plain, int lookUps) {
        this.ours = ours;
        this.plain = plain;
        this.lookUps = lookUps;
    }

    /// Runs it; takes a folder that may be written, on the disk that is meant, and how many rounds.
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length != 2) throw new IllegalArgumentException("expected FOLDER ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "run");
        int rounds = Integer.parseInt(arguments[1]);
        System.out.println("SQLite, a hundred thousand peers:\n");
        try (var ours = open(Map.of("url", "jdbc:sqlite:" + folder.resolve("ours.db"))); var plain = new PlainJdbc("jdbc:sqlite:" + folder.resolve("plain.db"), "")) {
            new SqlBench(ours, plain, 200_000).run(rounds).print(System.out);
        }
        System.out.println("\nPostgreSQL, a hundred thousand peers:\n");
        try (var server = new SqlServer(); var ours = open(Map.of("url", server.url(), "user", SqlServer.USER));
                var plain = new PlainJdbc(server.url() + "?reWriteBatchedInserts=true", SqlServer.USER)) {
            new SqlBench(ours, plain, 30_000).run(rounds).print(System.out);
        }
        System.out.println();
        System.out.println(machine.describe());
    }

    private static PeerStore open(Map<String, String> settings) {
        return Plugins.installed().find(PeerStoreProvider.class, "sql").open(settings);
    }

    /// What a contender does with a batch.
    @FunctionalInterface
    private interface Writer {
        void write(List<Peer> batch) throws SQLException;
    }

    /// What a contender is asked.
    @FunctionalInterface
    private interface Question<K> {
        Optional<Peer> ask(K key) throws SQLException;
    }

    private Table run(int rounds) throws SQLException {
        measure(0, new Table(PLAIN), 10_000); // what is compiled by then counts for both
        for (int round = 1; round <= rounds; round++) measure(round, table, PEERS);
        return table;
    }

    /// New peers, then the same with something changed, in another order; then look-ups.
    private void measure(int round, Table into, int count) throws SQLException {
        int first = round * PEERS;
        var peers = new ArrayList<>(IntStream.range(first, first + count).mapToObj(Population::peer).toList());
        var best = new HashMap<String, Double>();
        for (int part = 0; part < BATCHES.size(); part++) {
            // Each size gets a part of the peers.
            var some = peers.subList(part * count / BATCHES.size(), (part + 1) * count / BATCHES.size());
            write(some, BATCHES.get(part), "add", best);
        }
        for (int size : BATCHES) {
            int change = size;
            var changed = shuffled(peers, round + size).stream().map(peer -> peer.withAttempts(change, Optional.of(peer.statusSince()))).limit(count / 2).toList();
            write(changed, size, "replace", best);
        }
        best.forEach((what, rate) -> into.add(what.substring(what.indexOf(' ') + 1) + " in batches, peers per ms", what.substring(0, what.indexOf(' ')).equals("ours") ? "ours" : PLAIN, rate));
        plain.lookUpOnly(true);
        var wanted = new SplittableRandom(round).ints(lookUps, first, first + count).toArray();
        var endpoints = IntStream.of(wanted).mapToObj(Population::endpoint).toList();
        var ids = IntStream.of(wanted).mapToObj(number -> peers.get(number - first).id()).toList();
        into.add("find by ip:port, per ms", "ours", this.<Endpoint>lookUp(endpoints, ours::findByIpPort));
        into.add("find by ip:port, per ms", PLAIN, this.<Endpoint>lookUp(endpoints, plain::find));
        into.add("find by id, per ms", "ours", this.<UUID>lookUp(ids, ours::read));
        into.add("find by id, per ms", PLAIN, this.<UUID>lookUp(ids, plain::read));
        plain.lookUpOnly(false);
    }

    private void write(List<Peer> peers, int size, String what, Map<String, Double> best) throws SQLException {
        best.merge("ours " + what, write(peers, size, ours::batch), Math::max);
        best.merge("plain " + what, write(peers, size, plain::put), Math::max);
    }

    private static double write(List<Peer> peers, int size, Writer writer) throws SQLException {
        var watch = new Stopwatch();
        for (int from = 0; from < peers.size(); from += size) writer.write(peers.subList(from, Math.min(from + size, peers.size())));
        return peers.size() / watch.onTheWall();
    }

    private <K> double lookUp(List<K> keys, Question<K> question) throws SQLException {
        var watch = new Stopwatch();
        for (var key : keys) if (question.ask(key).isEmpty()) throw new IllegalStateException("a peer is missing");
        return keys.size() / watch.onTheWall();
    }

    private static List<Peer> shuffled(List<Peer> peers, int seed) {
        var all = new ArrayList<>(peers);
        var random = new SplittableRandom(seed);
        for (int i = all.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var swapped = all.set(i, all.get(j));
            all.set(j, swapped);
        }
        return all;
    }
}
