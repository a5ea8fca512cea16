package bsv.p2p.bench.flow;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;

/// How late a node finds out that a peer does nothing, for each kind of nothing.
final class Timeouts {
    private static final Duration SETTING = Duration.ofSeconds(2);
    private static final double MOST_LATE_MILLIS = 1_000;
    private static final int PLACES = 2;
    private static final int TIMES = 3;

    private final int port;

    private Timeouts(int port) {
        this.port = port;
    }

    /// Brings a connection to where the clock runs, and waits for its end.
    private interface Nothing {
        /// How long it took from there, in nanoseconds.
        long endure() throws IOException;
    }

    /// Whether all came within a second of their setting.
    static boolean measure() throws IOException, InterruptedException {
        System.out.println("| timeout of 2 s | comes so many ms after it (each of %d times) |".formatted(TIMES));
        System.out.println("|---|---|");
        try (var node = new NodeProcess(PLACES, SETTING)) {
            var timeouts = new Timeouts(node.port());
            boolean inTime = areInTime("a caller says nothing", timeouts::sayNothing);
            inTime &= areInTime("a caller for whom there is no place says nothing", timeouts::sayNothingWithoutAPlace);
            inTime &= areInTime("a ping is not answered", timeouts::answerNoPing);
            inTime &= areInTime("no byte is taken", timeouts::takeNothing);
            return inTime;
        }
    }

    private static boolean isInTime(double late) {
        return late >= 0 && late <= MOST_LATE_MILLIS;
    }

    private static boolean areInTime(String what, Nothing nothing) throws IOException {
        var late = new ArrayList<Double>();
        for (int i = 0; i < TIMES; i++) late.add((nothing.endure() - SETTING.toNanos()) / 1e6);
        System.out.printf("| %s | %s |%n", what, String.join(", ", late.stream().map("%.0f"::formatted).toList()));
        return late.stream().allMatch(Timeouts::isInTime);
    }

    private long sayNothing() throws IOException {
        long began = System.nanoTime();
        try (var peer = PlainPeer.silent(port)) {
            peer.awaitEnd();
            return System.nanoTime() - began;
        }
    }

    private long sayNothingWithoutAPlace() throws IOException {
        try (var _ = PlainPeer.introduced(port); var _ = PlainPeer.introduced(port)) {
            return sayNothing();
        }
    }

    private long answerNoPing() throws IOException {
        try (var peer = PlainPeer.introduced(port)) {
            long began = System.nanoTime();
            peer.awaitEnd();
            return System.nanoTime() - began;
        }
    }

    /// It asks for much more than the buffers between hold, and these are full in no time.
    private long takeNothing() throws IOException {
        var pings = PlainPeer.pings(1_000, 1);
        try (var peer = PlainPeer.narrow(port)) {
            long began = System.nanoTime();
            try {
                while (true) peer.write(pings);
            } catch (IOException cutOff) {
                return System.nanoTime() - began;
            }
        }
    }
}
