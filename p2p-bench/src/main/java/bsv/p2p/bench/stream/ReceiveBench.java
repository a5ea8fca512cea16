package bsv.p2p.bench.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Receives a block of 5 GB in an extended frame over loopback and writes it to a file, every receiver a process with a heap of 128 MB, and
/// prints a Markdown table. They take turns; the sender is a process of its own, the same for all.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dstream=3
/// ```
public final class ReceiveBench {
    private static final long SIZE = 5_000_000_000L;

    private final Path folder;
    private final SequencedMap<String, List<Received>> all = new LinkedHashMap<>();

    private ReceiveBench(Path folder) {
        this.folder = folder;
    }

    /// Runs it; takes a folder for the file and the number of rounds.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var bench = new ReceiveBench(Files.createTempDirectory(Path.of(arguments[0]), "receive"));
        try {
            for (int round = Integer.parseInt(arguments[1]); round > 0; round--) bench.round();
        } finally {
            Files.deleteIfExists(bench.folder);
        }
        bench.print();
    }

    private void round() throws IOException, InterruptedException {
        long length = new SyntheticBlock(new Template(), SIZE, 0).length();
        receive("bare copy, socket to file", BareReceiver.class, Long.toString(length));
        receive("ours, saved", OurReceiver.class, "save");
        receive("ours, saved and walked", OurReceiver.class, "walk");
    }

    private void receive(String contender, Class<?> receiver, String how) throws IOException, InterruptedException {
        var file = folder.resolve("block");
        var sender = java(BlockSender.class, Long.toString(SIZE));
        try {
            var process = java(receiver, line(sender), file.toString(), how);
            try {
                all.computeIfAbsent(contender, _ -> new ArrayList<>()).add(Received.parse(line(process)));
                process.waitFor();
                sender.waitFor();
                if (Files.size(file) < SIZE) throw new IOException(contender + " wrote " + Files.size(file) + " bytes");
            } finally {
                process.destroyForcibly();
            }
        } finally {
            sender.destroyForcibly();
            Files.deleteIfExists(file);
        }
    }

    private static Process java(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String line(Process process) throws IOException {
        var line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) throw new IOException("the process said nothing");
        return line;
    }

    private void print() {
        var floor = List.copyOf(all.sequencedValues().getFirst());
        System.out.println("| receiver | GB/s, best | rate / bare copy, median (lowest, highest) | peak heap, MB | peak resident, MB |");
        System.out.println("|---|---|---|---|---|");
        all.forEach((contender, rounds) -> {
            var ratios = new ArrayList<Double>();
            for (int i = 0; i < rounds.size(); i++) ratios.add((double) floor.get(i).nanos() / rounds.get(i).nanos());
            ratios.sort(null);
            System.out.printf("| %s | %.2f | %.2f (%.2f, %.2f) | %.0f | %.0f |%n", contender, (double) SIZE / rounds.stream().mapToLong(Received::nanos).min().orElseThrow(),
                    ratios.get(ratios.size() / 2), ratios.getFirst(), ratios.getLast(), rounds.stream().mapToLong(Received::peakHeap).max().orElseThrow() / 1e6,
                    rounds.stream().mapToLong(Received::peakResident).max().orElseThrow() / 1e6);
        });
    }
}
