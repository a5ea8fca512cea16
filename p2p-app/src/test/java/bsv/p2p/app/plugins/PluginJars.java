package bsv.p2p.app.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;

/// Makes plugin jars: compiles sources as a third party would, against the API alone.
public final class PluginJars {
    private final Path work;
    private final List<String> compilerOptions;

    /// @param work an empty folder
    /// @param compilerOptions where the API is, such as `-p` and a path, or `-cp` and one
    public PluginJars(Path work, List<String> compilerOptions) {
        this.work = work;
        this.compilerOptions = List.copyOf(compilerOptions);
    }

    /// The source of a store provider in package `PLUGIN`.
    ///
    /// @param constructor what its constructor does
    public static String store(String plugin, String name, String constructor) {
        return """
                package %s;
                public final class Provider implements bsv.p2p.api.spi.PeerStoreProvider {
                    public Provider() { %s }
                    public String name() { return "%s"; }
                    public bsv.p2p.api.spi.PeerStore open(java.util.Map<String, String> settings) { throw new IllegalStateException("opened"); }
                }
                """.formatted(plugin, constructor, name);
    }

    /// As it is, with more for the compiler.
    public PluginJars with(String... options) {
        var all = new ArrayList<>(compilerOptions);
        all.addAll(List.of(options));
        return new PluginJars(work, all);
    }

    /// Compiles sources and packs them.
    ///
    /// @param sources by file name, such as `my/Provider.java`; `module-info.java` may be among them
    /// @param resources text files by their names in the jar
    public void make(Path jar, Map<String, String> sources, Map<String, String> resources, Attributes manifest) {
        try {
            var folder = Files.createTempDirectory(work, "jar");
            var files = new ArrayList<Path>();
            for (var source : sources.entrySet()) files.add(write(folder.resolve("src").resolve(source.getKey()), source.getValue()));
            compile(folder, files);
            pack(jar, folder.resolve("classes"), resources, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path folder, List<Path> files) throws IOException {
        Files.createDirectories(folder.resolve("classes"));
        if (files.isEmpty()) return;
        var words = new ArrayList<>(compilerOptions);
        words.addAll(List.of("-proc:none", "-d", folder.resolve("classes").toString()));
        files.forEach(file -> words.add(file.toString()));
        int exitCode = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, words.toArray(String[]::new));
        if (exitCode != 0) throw new IllegalStateException("the plugin does not compile: " + files);
    }

    private static void pack(Path jar, Path classes, Map<String, String> resources, Attributes attributes) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putAll(attributes);
        Files.createDirectories(jar.getParent());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest); var found = Files.walk(classes)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
            for (var resource : new TreeMap<>(resources).entrySet()) {
                out.putNextEntry(new JarEntry(resource.getKey()));
                out.write(resource.getValue().getBytes(UTF_8));
            }
        }
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
