package bsv.p2p.bench.net;

import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Measures the connection layer over loopback and prints a Markdown table: ours, bitcoinj and raw Netty in turns, each in a process of its own on
/// one processor, the counterpart on another.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dnet=short
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dnet="full check"
/// ```
///
/// Options: `short` or `full`; `check` ends with status 1 if a bound is exceeded by the median; `only=TEXT` takes the rows whose names contain that,
/// a `+` standing for a space; `nio` does without epoll, ours and the floor; `rounds=N`, `sets=N` and `turn=MILLIS` for others than usual; `record`
/// leaves a flight recording of ours beside the figures, which it makes a little worse.
public final class NetBench {
    private static final PrintStream OUT = System.out;
    private static final Plan SHORT = new Plan(1, 3, Duration.ofSeconds(3), Duration.ofSeconds(1));
    private static final Plan FULL = new Plan(3, 5, Duration.ofSeconds(6), Duration.ofSeconds(2));

    private final Plan plan;
    private final Conditions conditions;
    private final Set<Job> measured = new HashSet<>();
    private final Map<Job, Map<Contender, List<Sample>>> samples = new HashMap<>();

    private NetBench(Plan plan, Conditions conditions) {
        this.plan = plan;
        this.conditions = conditions;
    }

    /// How long to measure.
    ///
    /// @param sets how often processes are started anew: the compiler does not come to the same code each time
    /// @param rounds turns of each contender in a set
    private record Plan(int sets, int rounds, Duration warmUp, Duration turn) {
        Plan with(List<String> options) {
            return new Plan(number(options, "sets").orElse(sets), number(options, "rounds").orElse(rounds), warmUp, number(options, "turn").map(Duration::ofMillis).orElse(turn));
        }
    }

    /// Takes the file for the figures as JSON, and options.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        var options = List.of(arguments).subList(1, arguments.length);
        var machine = MachineFacts.read();
        var file = Path.of(arguments[0]);
        var recording = options.contains("record") ? Optional.of(file.resolveSibling("net-ours.jfr")) : Optional.<Path>empty();
        var bench = new NetBench((options.contains("full") ? FULL : SHORT).with(options), new Conditions(true, !options.contains("nio"), recording));
        var only = value(options, "only").orElse("").replace('+', ' ');
        var rows = Rows.all().stream().filter(row -> row.name().contains(only)).toList();
        if (!Child.CAN_PIN) OUT.println("There is no taskset here: processes are not kept on processors of their own, and the figures are worth less.");
        boolean kept = bench.run(rows);
        OUT.println();
        OUT.println(machine.describe());
        NetJson.write(file, rows, bench.samples, machine);
        if (!kept && options.contains("check")) {
            OUT.println("A bound is exceeded.");
            System.exit(1);
        }
    }

    private static Optional<String> value(List<String> options, String name) {
        return options.stream().filter(option -> option.startsWith(name + "=")).map(option -> option.substring(name.length() + 1)).findFirst();
    }

    private static Optional<Integer> number(List<String> options, String name) {
        return value(options, name).map(Integer::valueOf);
    }

    private boolean run(List<Row> rows) throws IOException, InterruptedException {
        OUT.println("| | floor | ours / floor, median (lowest to highest) | wanted | bitcoinj / floor | raw Netty without checksum / floor |");
        OUT.println("|---|---|---|---|---|---|");
        boolean kept = true;
        for (var row : rows) {
            var jobs = new ArrayList<>(List.of(row.job()));
            row.over().ifPresent(jobs::add);
            for (int set = 0; set < plan.sets; set++) {
                for (var job : jobs) if (!measured.contains(job)) measure(job, row.over().isEmpty() ? conditions : conditions.unpinned());
            }
            measured.addAll(jobs);
            OUT.println(row.markdown(samples));
            OUT.flush();
            kept &= row.isKept(samples);
        }
        return kept;
    }

    private void measure(Job job, Conditions how) throws IOException, InterruptedException {
        var all = samples.computeIfAbsent(job, _ -> new EnumMap<>(Contender.class));
        try (var trial = new Trial(job, how)) {
            trial.warmUp(plan.warmUp);
            for (int round = 0; round < plan.rounds; round++) {
                trial.round(round, plan.turn).forEach((contender, sample) -> all.computeIfAbsent(contender, _ -> new ArrayList<>()).add(sample));
            }
        }
    }
}
