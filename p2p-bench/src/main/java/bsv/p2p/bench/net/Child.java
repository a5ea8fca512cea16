package bsv.p2p.bench.net;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A process that does what it is told, line by line.
final class Child implements AutoCloseable {
    /// The program that keeps a process on a processor, where the system has it.
    static final boolean CAN_PIN = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));

    /// What contenders and their counterpart are made of. The rest stays away: whoever looks for services opens every jar and keeps its table of contents, 3 MB
    /// of heap for all jars of this benchmark, which have nothing to do with what is measured.
    private static final List<String> NEEDED = List.of("p2p-api-", "p2p-codec-", "p2p-manager-", "p2p-store-json-", "p2p-transport-", "jackson-", "netty-", "slf4j-", "bitcoinj-", "bcprov-", "guava-",
            "failureaccess-", "protobuf-");
    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final BufferedReader said;

    /// Starts it, a Java program.
    ///
    /// @param core the processor to stay on
    Child(OptionalInt core, List<String> jvm, Class<?> main, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        if (CAN_PIN && core.isPresent()) command.addAll(List.of("taskset", "-c", Integer.toString(core.getAsInt())));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said = process.inputReader();
    }

    /// The folder of this benchmark, and jars that are needed.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(Child::isNeeded).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isNeeded(String entry) {
        var name = Path.of(entry).getFileName().toString();
        return !name.endsWith(".jar") || NEEDED.stream().anyMatch(name::startsWith);
    }

    /// The next line it says.
    String line() throws IOException {
        var line = said.readLine();
        if (line == null) throw new IOException("a process ended before it had answered");
        return line;
    }

    /// Tells it something and waits for the answer.
    String tell(Object... words) throws IOException {
        var out = process.outputWriter();
        out.write(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()) + "\n");
        out.flush();
        return line();
    }

    Mark mark() throws IOException {
        return Mark.parse(tell("mark"));
    }

    /// Nanoseconds of processor time for each thing that it counts.
    ///
    /// @param settling milliseconds until it flows
    /// @param millis how long to look then
    double costOfEach(long settling, long millis) throws IOException, InterruptedException {
        Thread.sleep(settling); // buffers fill and code is compiled; no event tells when both are done
        var from = mark();
        Thread.sleep(millis); // no wait for anything: the time that is measured
        var to = mark();
        return (double) (to.cpu() - from.cpu()) / (to.count() - from.count());
    }

    /// Ends its input, and the process if that is not enough.
    @Override
    public void close() {
        try {
            process.outputWriter().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (IOException | InterruptedException impatient) {
            process.destroyForcibly();
        }
    }
}
