package bsv.p2p.api.spi;

import bsv.p2p.api.error.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The providers that are installed: those of this program and those of plugin folders. Thread-safe.
///
/// What this program has keeps its name, whatever a folder brings, and folders are not even looked into for it. Two folders that bring one
/// name lose both: which one is meant, nobody can know. See [#problems].
public final class Plugins {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private final Folders folders;

    private Plugins(Folders folders) {
        this.folders = folders;
    }

    /// Asked once, when they are needed.
    private static final class Folders {
        private final Supplier<List<ClassLoader>> source;
        private List<ClassLoader> loaders = List.of();
        private boolean asked;

        Folders(Supplier<List<ClassLoader>> source) {
            this.source = source;
        }

        synchronized List<ClassLoader> loaders() {
            if (!asked) loaders = List.copyOf(source.get());
            asked = true;
            return loaders;
        }
    }

    /// Those on the module path and the class path.
    public static Plugins installed() {
        return new Plugins(new Folders(List::of));
    }

    /// These and those of plugin folders, one class loader each, which has this program's as its parent.
    ///
    /// @param more asked at most once, when something is wanted that this program does not have
    public Plugins and(Supplier<List<ClassLoader>> more) {
        return new Plugins(new Folders(() -> {
            var all = new ArrayList<>(folders.loaders());
            all.addAll(more.get());
            return all;
        }));
    }

    /// The class loaders of plugin folders, for a part that looks in them for services of its own: only the module that `uses` a service can.
    public List<ClassLoader> loaders() {
        return folders.loaders();
    }

    /// The provider of a kind by its name.
    ///
    /// @throws PluginException if there is none, or if more than one folder has it; the message lists what there is
    public <P extends Provider> P find(Class<P> kind, String name) {
        var own = own(kind).found.stream().filter(found -> found.name.equals(name)).toList();
        var named = own.isEmpty() ? load(kind).found.stream().filter(found -> found.name.equals(name)).toList() : own;
        if (named.size() == 1) return named.getFirst().provider;
        if (named.isEmpty()) {
            var names = all(kind).stream().map(Provider::name).sorted().collect(Collectors.joining(", "));
            throw new PluginException("no %s is called \"%s\"; installed: %s".formatted(kind.getSimpleName(), name, names.isEmpty() ? "none" : names));
        }
        throw new PluginException("%d of kind %s are called \"%s\": %s".formatted(named.size(), kind.getSimpleName(), name,
                named.stream().map(found -> found.provider.getClass().getName()).collect(Collectors.joining(", "))));
    }

    /// All providers of a kind that can be chosen. Those that cannot be made, or named, are left out: [#problems] tells.
    public <P extends Provider> List<P> all(Class<P> kind) {
        var found = load(kind).found;
        return found.stream().filter(one -> timesNamed(found, one.name) == 1).map(one -> one.provider).toList();
    }

    /// What is wrong with providers of a kind, one line each.
    public List<String> problems(Class<? extends Provider> kind) {
        return problemsOf(kind);
    }

    private <P extends Provider> List<String> problemsOf(Class<P> kind) {
        var loaded = load(kind);
        var problems = new ArrayList<>(loaded.problems);
        for (var one : loaded.found) {
            if (timesNamed(loaded.found, one.name) > 1) problems.add("%s: more than one is called \"%s\"".formatted(one.provider.getClass().getName(), one.name));
        }
        return problems;
    }

    private static <P extends Provider> long timesNamed(List<Found<P>> found, String name) {
        return found.stream().filter(one -> one.name.equals(name)).count();
    }

    /// A provider, which said its name once: whatever it says later does not count.
    private record Found<P>(P provider, String name) {}

    private record Loaded<P>(List<Found<P>> found, List<String> problems) {}

    private static <P extends Provider> Loaded<P> own(Class<P> kind) {
        var loaded = new Loaded<P>(new ArrayList<>(), new ArrayList<>());
        collect(ServiceLoader.load(kind, Plugins.class.getClassLoader()), loaded, List.of());
        return loaded;
    }

    private <P extends Provider> Loaded<P> load(Class<P> kind) {
        var loaded = own(kind);
        var taken = loaded.found.stream().map(Found::name).toList();
        for (var loader : folders.loaders()) collect(ServiceLoader.load(kind, loader), loaded, taken);
        return loaded;
    }

    /// A loader reports its parents' providers too, hence the look at the class. What a broken one throws is its own affair.
    private static <P extends Provider> void collect(ServiceLoader<P> loader, Loaded<P> loaded, List<String> taken) {
        var providers = loader.stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) return;
                var next = providers.next();
                if (loaded.found.stream().anyMatch(known -> known.provider.getClass() == next.type())) continue;
                named(next.get(), loaded, taken);
            } catch (ServiceConfigurationError | LinkageError broken) {
                loaded.problems.add(String.valueOf(broken.getMessage()));
            }
        }
    }

    private static <P extends Provider> void named(P provider, Loaded<P> loaded, List<String> taken) {
        var type = provider.getClass().getName();
        try {
            // One that was made for another version of this contract may have no name at all.
            var name = String.valueOf(provider.name());
            if (!NAME.matcher(name).matches()) loaded.problems.add("%s: its name must be lower-case letters, digits and dashes, is \"%s\"".formatted(type, name));
            else if (taken.contains(name)) loaded.problems.add("%s: is called \"%s\", as one of this program is".formatted(type, name));
            else loaded.found.add(new Found<>(provider, name));
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            loaded.problems.add("%s: cannot say its name: %s".formatted(type, broken));
        }
    }
}
