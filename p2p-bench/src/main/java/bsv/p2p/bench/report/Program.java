package bsv.p2p.bench.report;

import bsv.p2p.bench.codec.CodecBench;
import bsv.p2p.bench.fleet.FleetBench;
import bsv.p2p.bench.flow.FlowBench;
import bsv.p2p.bench.flow.GiantBench;
import bsv.p2p.bench.net.GrowthBench;
import bsv.p2p.bench.net.NetBench;
import bsv.p2p.bench.net.ScaleBench;
import bsv.p2p.bench.scale.TownBench;
import bsv.p2p.bench.startup.StartupBench;
import bsv.p2p.bench.store.SqlBench;
import bsv.p2p.bench.store.StoreBench;
import bsv.p2p.bench.stream.ReceiveBench;
import bsv.p2p.bench.stream.WalkBench;
import bsv.p2p.bench.telemetry.TelemetryBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The benchmarks, in the order of the report, each a program that prints Markdown tables and ends with status 1 if a bound is exceeded. With each go
/// the options of its JVM, and its arguments in a short round and in a full one; `@` stands for a folder of its own, `@image` and `@archive` for what
/// was built.
enum Program {
    STARTUP("Start-up of the linked image", StartupBench.class, "", "@image @archive 5", "@image @archive 10"),
    CODEC("Codec", CodecBench.class, "-XX:+UseSerialGC -Xms1g -Xmx1g --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled", "short jvms=1", "full check"),
    ALLOCATION("Allocation of the codec", CodecBench.class, "-XX:+UseSerialGC -Xms1g -Xmx1g --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled",
            "allocation", "allocation"),
    NET("Connections", NetBench.class, "-XX:+UseSerialGC -Xmx128m", "@/net.json short", "@/net.json full check"),
    SCALE("Ten thousand connections", ScaleBench.class, "-XX:+UseSerialGC -Xmx128m", "2000", "15000"),
    GROWTH("Messages and subscribers", GrowthBench.class, "-XX:+UseSerialGC -Xmx128m", "1", "5"),
    TOWN("Networks of managers", TownBench.class, "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx6g -Dorg.slf4j.simpleLogger.defaultLogLevel=error", "100,200,400",
            "250,500,1000,2000"),
    WALK("Payloads of any size: walked", WalkBench.class, "-Xmx128m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders", "1", "3"),
    RECEIVE("Payloads of any size: received", ReceiveBench.class, "", "@ 1", "@ 3"),
    GIANT("A block of 1 GB beside others", GiantBench.class, "-XX:+UseSerialGC -Xmx512m", "2", "5"),
    FLOW("Flow and isolation", FlowBench.class, "-XX:+UseSerialGC -Xmx512m", "1", "4"),
    TELEMETRY("Telemetry", TelemetryBench.class, "-XX:+UseSerialGC -Xmx512m", "@image 2", "@image 5"),
    STORES("Stores in memory and JSON", StoreBench.class, "-XX:+UseSerialGC -Xms3g -Xmx3g -Xmn256m -XX:+AlwaysPreTouch", "@ 1", "@ 3"),
    SQL("Stores on SQL databases", SqlBench.class, "-XX:+UseSerialGC -Xms2g -Xmx2g --enable-native-access=ALL-UNNAMED", "@ 1", "@ 3"),
    FLEET("A fleet on one table", FleetBench.class, "-XX:+UseSerialGC -Xmx1g", "20000", "100000");

    private final String title;
    private final Class<?> main;
    private final String jvm;
    private final String brief;
    private final String full;

    Program(String title, Class<?> main, String jvm, String brief, String full) {
        this.title = title;
        this.main = main;
        this.jvm = jvm;
        this.brief = brief;
        this.full = full;
    }

    /// Where what was built lies.
    record Built(Path image, Path archive) {}

    String title() {
        return title;
    }

    /// In file names and options.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> command(boolean all, Path folder, Built built) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (!jvm.isEmpty()) command.addAll(List.of(jvm.split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (var argument : (all ? full : brief).split(" ", -1)) {
            command.add(switch (argument) {
                case "@image" -> built.image().toString();
                case "@archive" -> built.archive().toString();
                default -> argument.startsWith("@") ? folder + argument.substring(1) : argument;
            });
        }
        return command;
    }
}
