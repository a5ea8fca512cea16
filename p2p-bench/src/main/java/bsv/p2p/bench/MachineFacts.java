package bsv.p2p.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a figure depends on beside the program. Read from `/proc`, so Linux only.
///
/// @param cpu the model
/// @param flags those of the processor's features that matter here, and that it has
/// @param load how many tasks wanted to run in the last minute: above the cores, wall-clock times are too long
public record MachineFacts(String cpu, List<String> flags, int cores, String kernel, String load) {
    private static final List<String> FLAGS_THAT_MATTER = List.of("sha_ni", "avx2", "avx512f");

    public MachineFacts {
        flags = List.copyOf(flags);
    }

    public static MachineFacts read() throws IOException {
        var cpu = Files.readAllLines(Path.of("/proc/cpuinfo"));
        var flags = List.of(field(cpu.stream(), "flags").split(" ", -1));
        return new MachineFacts(field(cpu.stream(), "model name"), FLAGS_THAT_MATTER.stream().filter(flags::contains).toList(),
                Runtime.getRuntime().availableProcessors(), Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
    }

    /// The facts in one line, as they stand below a table.
    public String describe() {
        return "Machine: %s, %d cores (%s), Linux %s, Java %s, load %s in the minute before.".formatted(cpu, cores, String.join(", ", flags), kernel,
                Runtime.version(), load);
    }

    private static String field(Stream<String> lines, String name) {
        return lines.filter(line -> line.startsWith(name)).findFirst().map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
    }
}
