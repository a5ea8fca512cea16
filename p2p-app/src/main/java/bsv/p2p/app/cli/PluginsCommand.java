package bsv.p2p.app.cli;

import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.output.Escaped;
import bsv.p2p.app.plugins.InstalledProvider;
import bsv.p2p.app.plugins.PluginFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `p2p plugins`: what is installed.
@Command(
        name = "plugins",
        header = "Lists the parts that can be chosen by name: those of the image and those of plugin folders.",
        description = {
            "",
            "Each folder in plugins/ is a plugin: a jar and the jars it needs, loaded apart from all others. What cannot be",
            "loaded, made or chosen is listed with the reason and left out; the others work."
        },
        optionListHeading = "%n")
final class PluginsCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--plugins", paramLabel = "DIR", description = "Folder of plugin folders (default: plugins/ of the image)")
    private @Nullable Path folder;

    @Option(names = "--json", description = "One JSON object for each, for programs")
    private boolean json;

    PluginsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var folders = NodeOptions.pluginFolders(Optional.ofNullable(folder), console);
        var all = new ArrayList<>(InstalledProvider.all(folders));
        all.addAll(InstalledProvider.leftOut(folders));
        (json ? all.stream().map(PluginsCommand::line).toList() : table(all)).forEach(console.out()::println);
        return 0;
    }

    private static String line(InstalledProvider provider) {
        var line = JsonText.object();
        line.put("kind", provider.kind());
        line.put("name", provider.name());
        line.put("module", provider.module());
        line.put("version", provider.version());
        line.put("origin", provider.origin());
        line.put("state", state(provider));
        provider.problem().ifPresent(problem -> line.put("problem", problem));
        return JsonText.line(line);
    }

    private static String state(InstalledProvider provider) {
        return provider.problem().isPresent() ? "left out" : "ok";
    }

    private static List<String> table(List<InstalledProvider> providers) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("KIND", "NAME", "MODULE", "VERSION", "ORIGIN", "STATE"));
        for (var provider : providers) {
            rows.add(Stream.of(provider.kind(), provider.name(), provider.module(), provider.version(), provider.origin(),
                    state(provider) + provider.problem().map(problem -> ": " + problem).orElse("")).map(text -> text.isEmpty() ? "-" : Escaped.of(text)).toList());
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
