package bsv.p2p.bench.startup;

import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Measures how fast the linked image starts, and prints a Markdown table. The contenders take turns, so that what else the machine does
/// troubles all of them; compare ratios.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dstartup=10
/// ```
public final class StartupBench {
    /// Milliseconds until the first handshake.
    private static final long MOST = 250;
    private static final long MOST_WITHOUT_CACHE = 450;

    private final Image image;
    private final Samples helloOfJdk = new Samples("JVM of the JDK says hello");
    private final Samples hello = new Samples("JVM of the image says hello");
    private final Samples version = new Samples("`p2p --version`");
    private final Samples bound = new Samples("`p2p run` until it listens");
    private final Samples shakenHands = new Samples("`p2p run` until the first handshake");
    private final Samples withoutCache = new Samples("the same without the ahead-of-time cache");

    private StartupBench(Image image) {
        this.image = image;
    }

    /// Runs it; takes the folder of the image, its archive, and how many rounds.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) throw new IllegalArgumentException("expected IMAGE ARCHIVE ROUNDS, found " + String.join(" ", arguments));
        var image = new Image(Path.of(arguments[0]));
        var machine = MachineFacts.read();
        new StartupBench(image).round(); // warms the disk
        var bench = new StartupBench(image);
        for (int rounds = Integer.parseInt(arguments[2]); rounds > 0; rounds--) bench.round();
        bench.print(System.out, Path.of(arguments[1]), machine);
    }

    private void round() throws IOException, InterruptedException {
        var classes = Path.of(Hello.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        helloOfJdk.add(Image.run(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", classes.toString(), Hello.class.getName()));
        hello.add(image.hello(classes));
        version.add(image.version());
        var node = image.node();
        bound.add(node.bound());
        shakenHands.add(node.shakenHands());
        withoutCache.add(image.nodeWithoutCache().shakenHands());
    }

    private void print(PrintStream out, Path archive, MachineFacts machine) throws IOException {
        out.println("| | best, ms | median, ms | worst, ms | best, times the image's hello | median, times it |");
        out.println("|---|---|---|---|---|---|");
        for (var took : List.of(helloOfJdk, hello, version, bound, shakenHands, withoutCache)) {
            out.printf("| %s | %d | %d | %d | %.1f | %.1f |%n", took.contender(), took.best().toMillis(), took.median().toMillis(),
                    took.worst().toMillis(), ratio(took.best(), hello.best()), ratio(took.median(), hello.median()));
        }
        out.println();
        out.printf("Archive of the image: %.1f MB; the image unpacked: %.1f MB, %.1f MB of it the ahead-of-time cache.%n", Files.size(archive) / 1e6,
                image.size() / 1e6, Files.size(image.home().resolve("lib/p2p.aot")) / 1e6);
        out.println(machine.describe());
        boolean kept = shakenHands.best().toMillis() <= MOST && withoutCache.best().toMillis() <= MOST_WITHOUT_CACHE;
        if (!kept) System.exit(1);
    }

    private static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }
}
