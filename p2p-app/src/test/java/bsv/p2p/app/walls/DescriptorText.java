package bsv.p2p.app.walls;

import static java.util.stream.Collectors.joining;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// A module descriptor as text, always the same for the same descriptor: one line for each thing said, sorted.
final class DescriptorText {

    private DescriptorText() {}

    static String of(ModuleDescriptor module) {
        Stream<String> requires = module.requires().stream()
                .filter(required -> !required.modifiers().contains(Requires.Modifier.MANDATED))
                .map(required -> "requires " + words(required.modifiers()) + required.name());
        Stream<String> exports = module.exports().stream()
                .map(exported -> "exports " + exported.source() + to(exported.targets()));
        Stream<String> opens =
                module.opens().stream().map(opened -> "opens " + opened.source() + to(opened.targets()));
        Stream<String> uses = module.uses().stream().map(used -> "uses " + used);
        Stream<String> provides = module.provides().stream()
                .map(provided -> "provides " + provided.service() + " with " + String.join(", ", provided.providers()));
        return Stream.of(requires, exports, opens, uses, provides)
                .flatMap(Stream::sorted)
                .map(line -> "    " + line + "\n")
                .collect(joining("", words(module.modifiers()) + "module " + module.name() + "\n", "\n"));
    }

    private static String words(Collection<? extends Enum<?>> modifiers) {
        return modifiers.stream()
                .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
                .sorted()
                .collect(joining());
    }

    private static String to(Set<String> targets) {
        return targets.isEmpty() ? "" : targets.stream().sorted().collect(joining(", ", " to ", ""));
    }
}
