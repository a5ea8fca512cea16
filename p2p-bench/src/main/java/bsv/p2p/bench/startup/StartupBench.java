package bsv.p2p.bench.startup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Measures how fast the linked image starts, and prints a Markdown table. The contenders take turns, so that what else the machine does
/// troubles all of them; compare ratios.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dstartup=10
/// ```
public final class StartupBench {
    private static final String HELLO = "JVM of the image says hello";
    private static final String HELLO_JDK = "JVM of the JDK says hello";
    private static final String VERSION = "`p2p --version`";
    private static final String BOUND = "`p2p run` until it listens";
    private static final String HANDSHAKE = "`p2p run` until the first handshake";

    private final Image image;
    private final Path archive;
    private final Map<String, Samples> samples = new LinkedHashMap<>();

    private StartupBench(Image image, Path archive) {
        this.image = image;
        this.archive = archive;
        for (var contender : new String[] {HELLO_JDK, HELLO, VERSION, BOUND, HANDSHAKE}) samples.put(contender, new Samples());
    }

    /// @param arguments the folder of the image, its archive, and how many rounds
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) throw new IllegalArgumentException("expected IMAGE ARCHIVE ROUNDS, found " + String.join(" ", arguments));
        var bench = new StartupBench(new Image(Path.of(arguments[0])), Path.of(arguments[1]));
        bench.round();
        bench.samples.replaceAll((_, _) -> new Samples()); // The first round warms the disk.
        for (int rounds = Integer.parseInt(arguments[2]); rounds > 0; rounds--) bench.round();
        bench.print(System.out, MachineFacts.read());
    }

    private void round() throws IOException, InterruptedException {
        var classes = Path.of(Hello.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        add(HELLO_JDK, Image.run(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", classes.toString(), Hello.class.getName()));
        add(HELLO, image.hello(classes));
        add(VERSION, image.version());
        var node = image.node();
        add(BOUND, node.bound());
        add(HANDSHAKE, node.shakenHands());
    }

    private void add(String contender, Duration took) {
        samples.get(contender).add(took);
    }

    private void print(PrintStream out, MachineFacts machine) throws IOException {
        out.println("| | best, ms | median, ms | worst, ms | best, times hello | median, times hello |");
        out.println("|---|---|---|---|---|---|");
        var hello = samples.get(HELLO);
        samples.forEach((contender, took) -> out.printf("| %s | %d | %d | %d | %.1f | %.1f |%n", contender, took.best().toMillis(), took.median().toMillis(),
                took.worst().toMillis(), ratio(took.best(), hello.best()), ratio(took.median(), hello.median())));
        out.println();
        out.printf("Archive of the image: %.1f MB; the image unpacked: %.1f MB, %.1f MB of it the ahead-of-time cache.%n", Files.size(archive) / 1e6,
                image.size() / 1e6, Files.size(image.home().resolve("lib/p2p.aot")) / 1e6);
        out.printf("Machine: %s, %d cores (%s), Linux %s, Java %s, load %s in the last minute.%n", machine.cpu(), machine.cores(),
                String.join(", ", machine.flags()), machine.kernel(), Runtime.version(), machine.load());
    }

    private static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }
}
