package bsv.p2p.bench.codec;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// One workload measured: the contenders do it in turns, many times a turn, so that what else the machine does troubles all of them.
final class Trial {
    private static final Duration TURN = Duration.ofMillis(4);
    private static final Duration QUIET = Duration.ofMillis(700);
    private static final Duration LATEST = Duration.ofSeconds(30);
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final int FEWEST_ROUNDS = 10;
    private static final int MAX_TIMES = 1_000_000;
    private final List<Runner> runners = new ArrayList<>();

    /// @throws IllegalStateException if the contenders do not come to the same number
    Trial(Workload workload, List<Contender> contenders) {
        for (var contender : contenders) contender.task(workload).ifPresent(task -> runners.add(new Runner(contender.name(), task)));
        long expected = runners.getFirst().task.getAsLong();
        for (var runner : runners) {
            long found = runner.task.getAsLong();
            if (found != expected) {
                throw new IllegalStateException("%s: %s found %016x, %s %016x".formatted(workload.name(), runners.getFirst().name, expected, runner.name, found));
            }
            runner.expected = expected;
        }
    }

    /// Takes turns until the time is over and the compiler has had nothing to do for a while: on a busy machine it is late.
    void warmUp(Duration time) {
        long began = System.nanoTime();
        long compiled = 0;
        long quietSince = began;
        while (System.nanoTime() - began < time.toNanos() || (System.nanoTime() - quietSince < QUIET.toNanos() && System.nanoTime() - began < LATEST.toNanos())) {
            for (var runner : runners) runner.warmUp();
            if (COMPILER.getTotalCompilationTime() != compiled) quietSince = System.nanoTime();
            compiled = COMPILER.getTotalCompilationTime();
        }
    }

    /// Takes turns for so long, and at least a few rounds.
    void measure(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (int rounds = 0; rounds < FEWEST_ROUNDS || System.nanoTime() < end; rounds++) {
            for (var runner : runners) runner.took.add(runner.run(runner.times));
        }
    }

    /// Nanoseconds that a contender took for doing it once, in its best turn; not a number if it does not do this.
    double best(Contender contender) {
        return runners.stream().filter(runner -> runner.name.equals(contender.name())).flatMap(runner -> runner.took.stream())
                .mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    private static final class Runner {
        private final String name;
        private final LongSupplier task;
        private final List<Double> took = new ArrayList<>();
        private long expected;
        private int times = 1;

        Runner(String name, LongSupplier task) {
            this.name = name;
            this.task = task;
        }

        /// @return nanoseconds for doing it once
        double run(int count) {
            long began = System.nanoTime();
            long wrong = 0;
            for (int i = 0; i < count; i++) wrong |= task.getAsLong() ^ expected;
            double nanos = (double) (System.nanoTime() - began) / count;
            if (wrong != 0) throw new IllegalStateException(name + " did not come to the same number again");
            return nanos;
        }

        /// One turn; finds out how often it can be done in a turn.
        void warmUp() {
            times = (int) Math.clamp(TURN.toNanos() / (long) Math.max(1, run(times)), 1, Math.min(2L * times, MAX_TIMES));
        }
    }
}
