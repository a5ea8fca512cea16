package bsv.p2p.bench.scale;

import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/// Measures networks of whole managers, each twice as large as the one before, in virtual time: how soon all have their connections, how far addresses
/// get in an hour, how soon news is everywhere, and what it costs here. Prints a Markdown table.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dtown=250,500,1000,2000
/// ```
public final class TownBench {
    private TownBench() {}

    /// Runs it; takes the numbers of managers.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) throw new IllegalArgumentException("expected NUMBERS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        System.out.println("| managers | all have 8 after, s there | peers known after an hour there, each | news is everywhere after, s there | told to each, times "
                + "| messages in all | heap, kB a manager | took here, s | of that a message, us |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        measure(100, false); // what is compiled by then counts for all
        for (int count : Stream.of(arguments[0].split(",", -1)).mapToInt(Integer::parseInt).toArray()) measure(count, true);
        System.out.println();
        System.out.println(machine.describe());
    }

    private static void measure(int count, boolean counts) {
        long before = heap();
        long began = System.nanoTime();
        var town = new Town(count);
        town.start();
        var ready = town.runUntilAllAreAtTheirTarget();
        town.run(Duration.ofHours(1));
        double known = town.known();
        var spread = town.spread();
        double took = (System.nanoTime() - began) / 1e9;
        long messages = town.messages();
        double heap = (double) (heap() - before) / count;
        if (counts) System.out.printf("| %,d | %.1f | %.0f | %.2f | %.1f | %,d | %.0f | %.1f | %.1f |%n", count, ready.toMillis() / 1e3, known, spread.toMillis() / 1e3,
                (double) town.heard() / count, messages, heap / 1e3, took, took * 1e6 / messages);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
