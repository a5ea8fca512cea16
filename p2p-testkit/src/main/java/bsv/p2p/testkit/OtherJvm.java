package bsv.p2p.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Starts programs of the test kit in JVMs of their own, which know the class of a contract's test and can do what it does.
final class OtherJvm {
    private OtherJvm() {}

    /// Starts one, on a class path of all that this JVM has. Its standard error is this one's.
    ///
    /// @param program has a `main`, whose first argument is the name of `contract`
    static Process start(Class<?> program, Class<?> contract, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED", "-cp", String.join(File.pathSeparator, classPath(contract)), program.getName(), contract.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// In such a program: the test whose class has this name.
    static <T> T instance(String contract, Class<T> type) throws ReflectiveOperationException {
        var constructor = Class.forName(contract).getDeclaredConstructor();
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance());
    }

    private static Set<String> classPath(Class<?> contract) {
        var path = new LinkedHashSet<String>();
        // Tests are patched into a module: only their class file tells where they are.
        path.add(rootOf(contract));
        path.add(rootOf(OtherJvm.class));
        for (var property : Set.of("java.class.path", "jdk.module.path")) {
            for (var entry : System.getProperty(property, "").split(File.pathSeparator, -1)) if (!entry.isEmpty()) path.add(entry);
        }
        path.add(locationOf(contract.getProtectionDomain().getCodeSource().getLocation()));
        return path;
    }

    private static String rootOf(Class<?> type) {
        var name = "/" + type.getName().replace('.', '/') + ".class";
        var url = Objects.requireNonNull(type.getResource(name), name).toString();
        var root = url.startsWith("jar:") ? url.substring("jar:".length(), url.indexOf('!')) : url.substring(0, url.length() - name.length() + 1);
        return Path.of(URI.create(root)).toString();
    }

    private static String locationOf(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException wrong) {
            throw new IllegalStateException("no place of classes: " + url, wrong);
        }
    }
}
