package bsv.p2p.app.cli;

import bsv.p2p.app.output.Escaped;
import bsv.p2p.app.plugins.InstalledProvider;
import bsv.p2p.app.plugins.PluginFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `p2p plugins`: what is installed.
@Command(
        name = "plugins",
        header = "Lists the parts that can be chosen by name: those of the image and those of plugin folders.",
        description = {
            "",
            "Each folder in plugins/ is a plugin: a jar and the jars it needs, loaded apart from all others. One that cannot",
            "be loaded is listed with the reason and left out."
        },
        optionListHeading = "%n")
final class PluginsCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--plugins", paramLabel = "DIR", description = "Folder of plugin folders (default: plugins/ of the image)")
    private @Nullable Path folder;

    PluginsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var folders = NodeOptions.pluginFolders(Optional.ofNullable(folder), console);
        table(InstalledProvider.all(folders)).forEach(console.out()::println);
        var leftOut = leftOut(folders);
        if (!leftOut.isEmpty()) console.out().println("\nLeft out:");
        leftOut.forEach(line -> console.out().println("  " + Escaped.of(line)));
        return 0;
    }

    private static List<String> leftOut(PluginFolders folders) {
        var lines = new ArrayList<String>();
        for (var broken : folders.broken()) lines.add(broken.folder() + ": " + broken.problem().orElse(""));
        lines.addAll(InstalledProvider.problems(folders));
        return lines;
    }

    private static List<String> table(List<InstalledProvider> providers) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("KIND", "NAME", "MODULE", "VERSION", "ORIGIN"));
        for (var provider : providers) {
            rows.add(List.of(provider.kind(), Escaped.of(provider.name()), Escaped.of(provider.module()),
                    provider.version().isEmpty() ? "-" : Escaped.of(provider.version()), Escaped.of(provider.origin())));
        }
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
        return rows.stream().map(row -> {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) line.append(("%-" + (widths[i] + 2) + "s").formatted(row.get(i)));
            return line.toString().stripTrailing();
        }).toList();
    }
}
