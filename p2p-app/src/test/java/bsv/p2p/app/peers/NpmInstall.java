package bsv.p2p.app.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Gets the foreign peers from npm: copies their folder out of the sources and installs what its lock file names, unless that was done
/// before.
///
/// @param node how to start Node
/// @param npm how to start npm
/// @param obliged whether, where Node is, anything that is missing is a failure. So it is in CI, where nobody may do without these peers
record NpmInstall(String node, String npm, boolean obliged) {
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.");
    private static final int PATIENCE_MINUTES = 5;

    /// How it ended.
    sealed interface Result {
        /// The scripts in `folder` can be run.
        record Ready(Path folder) implements Result {}

        /// They cannot, and one can do without.
        record Skipped(String reason) implements Result {}

        /// They cannot, but should.
        record Failed(String reason) implements Result {}
    }

    /// Installs `source` into `target`.
    Result into(Path source, Path target) throws IOException, InterruptedException {
        copy(source, target);
        var version = run(target, "node.log", node, "--version");
        if (version.isEmpty()) return new Result.Skipped("node not found");
        var problem = isOld(version.get().output()) ? Optional.of("node 18.3 or later is needed, found " + version.get().output().strip()) : packages(target);
        if (problem.isEmpty()) return new Result.Ready(target);
        return obliged ? new Result.Failed(problem.get()) : new Result.Skipped(problem.get());
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(target);
        try (var files = Files.newDirectoryStream(source, Files::isRegularFile)) {
            for (var file : files) Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isOld(String version) {
        var numbers = VERSION.matcher(version);
        if (!numbers.lookingAt()) return true;
        int major = Integer.parseInt(numbers.group(1));
        return major < 18 || (major == 18 && Integer.parseInt(numbers.group(2)) < 3);
    }

    /// Installs the packages.
    ///
    /// @return what is wrong, empty if they are there
    private Optional<String> packages(Path target) throws IOException, InterruptedException {
        var wanted = target.resolve("package-lock.json");
        var installed = target.resolve("installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(wanted, installed) == -1) return Optional.empty();
        Files.deleteIfExists(installed);
        var ran = run(target, "npm.log", npm, "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1");
        if (ran.isEmpty()) return Optional.of("npm not found");
        if (ran.get().exitCode() != 0) return Optional.of("npm ci failed: " + ran.get().firstError());
        Files.copy(wanted, installed);
        return Optional.empty();
    }

    private record Ran(int exitCode, String output) {
        String firstError() {
            return output.lines().filter(line -> line.startsWith("npm error")).findFirst().orElseGet(output::strip);
        }
    }

    /// Runs a command to its end.
    ///
    /// @return empty if there is no such command
    private static Optional<Ran> run(Path folder, String log, String... command) throws IOException, InterruptedException {
        var output = folder.resolve(log);
        Process process;
        try {
            process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        } catch (IOException notThere) {
            return Optional.empty();
        }
        process.getOutputStream().close();
        if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) return Optional.of(new Ran(process.exitValue(), Files.readString(output)));
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return Optional.of(new Ran(-1, "still running after %d minutes".formatted(PATIENCE_MINUTES)));
    }
}
