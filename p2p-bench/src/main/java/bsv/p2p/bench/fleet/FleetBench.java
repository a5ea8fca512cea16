package bsv.p2p.bench.fleet;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.bench.MachineFacts;
import bsv.p2p.bench.store.SqlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// Has one table of peers on a PostgreSQL server crawled by one process, by two and by four, and prints how long each took. Claims, database
/// and sockets are real; the peers are one listener that answers late. Ends with status 1 if any peer was called twice, or not at all, or if
/// more processes were not faster as they must be.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dfleet=100000
/// ```
public final class FleetBench {
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final List<Integer> FLEETS = List.of(1, 2, 4);

    private final SqlServer server;
    private final PretendedPeers others;
    private final int peers;

    private FleetBench(SqlServer server, PretendedPeers others, int peers) {
        this.server = server;
        this.others = others;
        this.peers = peers;
    }

    /// What a fleet did.
    private record Outcome(int processes, double seconds, int called, long calledAgain, List<Integer> each) {}

    /// Runs it; takes the number of peers.
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        if (arguments.length != 1) throw new IllegalArgumentException("expected PEERS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        int peers = Integer.parseInt(arguments[0]);
        var outcomes = new ArrayList<Outcome>();
        try (var server = new SqlServer(); var others = new PretendedPeers(LATENCY)) {
            var bench = new FleetBench(server, others, peers);
            for (int processes : FLEETS) outcomes.add(bench.crawl(processes));
        }
        System.out.println("| processes | seconds | peers a second | times as fast as one | peers called | called twice | by each |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (var outcome : outcomes) {
            System.out.printf("| %d | %.1f | %,.0f | %.2f | %,d | %d | %s |%n", outcome.processes(), outcome.seconds(), peers / outcome.seconds(),
                    outcomes.getFirst().seconds() / outcome.seconds(), outcome.called(), outcome.calledAgain(), outcome.each());
        }
        System.out.println();
        System.out.println(machine.describe());
        boolean allOnce = outcomes.stream().allMatch(outcome -> outcome.called() == peers && outcome.calledAgain() == 0);
        boolean faster = outcomes.get(0).seconds() >= 1.6 * outcomes.get(1).seconds() && outcomes.get(2).seconds() <= outcomes.get(1).seconds();
        if (!allOnce || !faster) System.exit(1);
    }

    private Outcome crawl(int processes) throws IOException, InterruptedException, SQLException {
        fill();
        others.forgetCalls();
        var fleet = new ArrayList<Process>();
        try {
            for (int i = 0; i < processes; i++) fleet.add(start());
            for (var crawler : fleet) expect(crawler.inputReader().readLine(), "ready");
            long begun = System.nanoTime();
            for (var crawler : fleet) {
                crawler.outputWriter().write('\n');
                crawler.outputWriter().flush();
            }
            var each = new ArrayList<Integer>();
            for (var crawler : fleet) each.add(Integer.valueOf(crawler.inputReader().readLine()));
            double seconds = (System.nanoTime() - begun) / 1e9;
            for (var crawler : fleet) expect(String.valueOf(crawler.waitFor()), "0");
            return new Outcome(processes, seconds, others.called(), others.calledAgain(), each);
        } finally {
            fleet.forEach(Process::destroyForcibly);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), Crawler.class.getName(), server.url(), SqlServer.USER, String.valueOf(others.port()))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// Unknown peers and no others.
    private void fill() throws SQLException {
        try (var store = Plugins.installed().find(PeerStoreProvider.class, "sql").open(Map.of("url", server.url(), "user", SqlServer.USER))) {
            try (var connection = DriverManager.getConnection(server.url(), SqlServer.USER, ""); var statement = connection.createStatement()) {
                statement.execute("truncate peer");
            }
            for (int from = 0; from < peers; from += 1_000) store.batch(IntStream.range(from, Math.min(peers, from + 1_000)).mapToObj(FleetBench::peer).toList());
            if (store.countByStatus(PeerStatus.UNKNOWN) != peers) throw new IllegalStateException("the table was not filled");
            try (var connection = DriverManager.getConnection(server.url(), SqlServer.USER, ""); var statement = connection.createStatement()) {
                statement.execute("vacuum analyze peer"); // as the server does by itself after a while
            }
        }
    }

    private static Peer peer(int number) {
        var id = new UUID(0x4000L | ((number * 0x9e37_79b9_7f4a_7c15L) << 16), number);
        return Peer.discovered(id, new Endpoint(IpAddress.ofIpv4(number * 0x9e37_79b1), 8_333), "bench", Instant.EPOCH);
    }

    private static void expect(String found, String expected) {
        if (!expected.equals(found)) throw new IllegalStateException("a crawler says " + found + ", expected " + expected);
    }
}
