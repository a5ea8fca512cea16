package bsv.p2p.bench.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// One job, done by all contenders in turns, each in a process that lives as long as the trial.
final class Trial implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofMillis(300);
    private static final int MANY = 1_000;
    private static final int MOST_WARM_UPS = 20;
    private static final double COMPILED = 0.02;
    private static final Duration SETTLING_OF_MANY = Duration.ofSeconds(2);
    /// As the image has them.
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=10000", "-Xlog:trimnative=off", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.leakDetection.level=disabled", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

    private final Job job;
    private final Conditions conditions;
    private final Child counterpart;
    private final List<Runner> runners = new ArrayList<>();

    Trial(Job job, Conditions conditions) throws IOException {
        this.job = job;
        this.conditions = conditions;
        counterpart = new Child(core(0), with("-Xmx512m"), Counterpart.class, List.of());
        for (var contender : Contender.values()) {
            if (job.takes(contender)) runners.add(new Runner(contender));
        }
    }

    private OptionalInt core(int number) {
        return conditions.pinned() ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /// Options of every process, and more.
    static List<String> with(String... more) {
        var all = new ArrayList<>(JVM);
        Collections.addAll(all, more);
        return all;
    }

    /// One contender.
    private final class Runner {
        private final Contender contender;
        private final Child process;
        private final int port;
        private final Mark idle;

        Runner(Contender contender) throws IOException {
            this.contender = contender;
            var options = job.act() == Job.Act.CRAWL ? crawling(contender) : with("-Xms256m", "-Xmx256m");
            if (contender == Contender.OURS) {
                // Of that it would speak on standard output, which is for answers.
                conditions.recording().ifPresent(file -> options.addAll(List.of("-Xlog:jfr+startup=off", "-XX:StartFlightRecording=settings=profile,filename=" + file)));
            }
            process = new Child(core(1), options, ContenderProcess.class,
                    List.of(contender.name(), Integer.toString(job.loops()), Boolean.toString(conditions.epoll())));
            port = Integer.parseInt(process.line());
            idle = process.mark();
        }

        /// A heap takes all that it may before it is collected: where memory is measured it gets what is needed. bitcoinj needs more, and outside it a buffer
        /// of 64 KiB for each connection.
        private static List<String> crawling(Contender contender) {
            return contender == Contender.BITCOINJ ? with("-Xmx128m", "-XX:MaxDirectMemorySize=1g") : with("-Xmx70m", "-Xmn30m");
        }

        Sample run(Duration time) throws IOException, InterruptedException {
            job.begin(process, port, counterpart);
            Thread.sleep(job.connections() < MANY ? SETTLING : SETTLING_OF_MANY); // buffers fill; no event tells when they have
            var from = process.mark();
            var otherFrom = counterpart.mark();
            Thread.sleep(time); // no wait for anything: the time that is measured
            var to = process.mark();
            var otherTo = counterpart.mark();
            process.tell("stop");
            counterpart.tell("stop");
            Thread.sleep(SETTLING); // what is under way ends; no event tells of the last of it
            return new Sample(job, idle, from, to, otherFrom, otherTo);
        }
    }

    /// Turns that do not count, until the compiler has next to nothing to do: with a processor for all its threads a process takes long.
    void warmUp(Duration time) throws IOException, InterruptedException {
        for (var runner : runners) {
            for (int turns = 0; turns < MOST_WARM_UPS && runner.run(time).compiling() > COMPILED; turns++) {}
        }
    }

    /// A turn each; who begins changes with every round.
    Map<Contender, Sample> round(int number, Duration time) throws IOException, InterruptedException {
        var samples = new EnumMap<Contender, Sample>(Contender.class);
        for (int i = 0; i < runners.size(); i++) {
            var runner = runners.get((number + i) % runners.size());
            var sample = runner.run(time);
            if (sample.isEmpty()) throw new IllegalStateException("%s did nothing: %s".formatted(runner.contender, job));
            samples.put(runner.contender, sample);
        }
        return samples;
    }

    @Override
    public void close() {
        runners.forEach(runner -> runner.process.close());
        counterpart.close();
    }
}
