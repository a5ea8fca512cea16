package bsv.p2p.bench.net;

import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Measures what a received message costs as messages and the number of subscribers grow, and prints Markdown tables.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dgrowth=3
/// ```
public final class GrowthBench {
    private static final List<Integer> ITEMS = List.of(1, 10, 100, 1_000, 10_000, 50_000);
    private static final List<Integer> SUBSCRIBERS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final long WARM_UP_MILLIS = 4_000;
    private static final long SETTLING_MILLIS = 500;
    private static final long TURN_MILLIS = 1_000;

    private final int rounds;

    private GrowthBench(int rounds) {
        this.rounds = rounds;
    }

    /// Runs it; takes the number of rounds, of which the median counts.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        if (arguments.length != 1) throw new IllegalArgumentException("expected ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        var bench = new GrowthBench(Integer.parseInt(arguments[0]));
        bench.growMessages();
        System.out.println();
        bench.growSubscribers();
        System.out.println();
        System.out.println(machine.describe());
    }

    /// A contender and its counterpart.
    private static final class Pair implements AutoCloseable {
        final Child counterpart;
        final Child contender;
        final String port;

        Pair(Contender who) throws IOException {
            counterpart = new Child(OptionalInt.of(0), Trial.with("-Xmx512m"), Counterpart.class, List.of());
            contender = new Child(OptionalInt.of(1), Trial.with("-Xms256m", "-Xmx256m"), ContenderProcess.class, List.of(who.name(), "1", "true"));
            port = contender.line();
        }

        /// Nanoseconds of processor time for each message with so many items.
        double cost(int items, long millis) throws IOException, InterruptedException {
            counterpart.tell("inventories", items, port);
            double cost = contender.costOfEach(SETTLING_MILLIS, millis);
            counterpart.tell("stop");
            return cost;
        }

        @Override
        public void close() {
            contender.close();
            counterpart.close();
        }
    }

    private void growMessages() throws IOException, InterruptedException {
        System.out.println("| items of an inv | frame, bytes | floor, ns | ours, ns | ours / floor | ours, ns for each item |");
        System.out.println("|---|---|---|---|---|---|");
        try (var floor = new Pair(Contender.FLOOR); var ours = new Pair(Contender.OURS)) {
            for (int items : ITEMS) {
                double floorCost = median(floor, items);
                double ourCost = median(ours, items);
                System.out.printf("| %,d | %,d | %,.0f | %,.0f | %.2f | %.1f |%n", items, Kind.inventory(items).length, floorCost, ourCost, ourCost / floorCost, ourCost / items);
            }
        }
    }

    private void growSubscribers() throws IOException, InterruptedException {
        System.out.println("| subscribers of all messages | processor time of a received inv of 1 item, ns | more for each subscriber beyond the first, ns |");
        System.out.println("|---|---|---|");
        try (var ours = new Pair(Contender.OURS)) {
            int there = 1;
            double first = 0;
            for (int count : SUBSCRIBERS) {
                ours.contender.tell("subscribe", count - there);
                there = count;
                double cost = median(ours, 1);
                if (count == 1) first = cost;
                System.out.printf("| %d | %,.0f | %s |%n", count, cost, count == 1 ? "" : "%.0f".formatted((cost - first) / (count - 1)));
            }
        }
    }

    private double median(Pair pair, int items) throws IOException, InterruptedException {
        var _ = pair.cost(items, WARM_UP_MILLIS);
        var costs = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) costs.add(pair.cost(items, TURN_MILLIS));
        return Row.Spread.of(costs).median();
    }
}
