package bsv.p2p.app.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document with commands in it, and somebody who types them.
record Guide(Path file) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /// One of the project's.
    static Guide of(String name) {
        return new Guide(ROOT.resolve("docs").resolve(name));
    }

    String text() throws IOException {
        return Files.readString(file);
    }

    /// What stands between three backticks and a language.
    List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(text()).results().filter(block -> block.group(1).equals(language)).map(block -> block.group(2)).toList();
    }

    /// Runs all commands in a shell that ends with the first that fails.
    ///
    /// @return all output, and `exit CODE`
    String run(Path folder) throws Exception {
        return run(folder, String.join("\n", blocks("sh")));
    }

    /// As [#run(Path)], with another port for one that the guide names: that may be taken here.
    String runWithPort(String port, int other, Path folder) throws Exception {
        return runWithPorts(Map.of(port, other), folder);
    }

    /// As [#runWithPort], of several.
    String runWithPorts(Map<String, Integer> others, Path folder) throws Exception {
        var commands = String.join("\n", blocks("sh"));
        for (var port : others.entrySet()) commands = commands.replace(port.getKey(), port.getValue().toString());
        return run(folder, commands);
    }

    private static String run(Path folder, String commands) throws Exception {
        var out = folder.resolve("out.txt");
        var builder = new ProcessBuilder("bash", "-e", "-c", commands + "\n").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(out.toFile());
        var environment = builder.environment();
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("PATH", Stream.of(LinkedImage.SCRIPT.getParent().toString(), Path.of(System.getProperty("p2p.maven.home"), "bin").toString(), environment.get("PATH"))
                .reduce((one, two) -> one + File.pathSeparator + two).orElseThrow());
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) process.destroyForcibly();
        return Files.readString(out) + "exit " + process.waitFor() + "\n";
    }
}
