package bsv.p2p.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A program that changes a store as [StoreHistory] says, and prints the number of each change when the call has returned, until somebody
/// kills it.
final class StoreWriter {
    /// Between changes: some thousand a second are enough.
    private static final long PACE = 100_000;

    private StoreWriter() {}

    /// Runs it.
    ///
    /// @param arguments class of the contract that knows how to open the store, folder, seed
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        var contract = (PeerStoreFixture) constructor.newInstance();
        var history = new StoreHistory(Long.parseLong(arguments[2]));
        var store = contract.open(Path.of(arguments[1]));
        for (int number = 0; !System.out.checkError(); number++) {
            history.change(number, store);
            System.out.println(number);
            LockSupport.parkNanos(PACE);
        }
    }

    /// Starts it in a JVM of its own, on a class path of all that this one has.
    static Process start(Class<?> contract, Path folder, long seed) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED", "-cp", String.join(File.pathSeparator, classPath(contract)), StoreWriter.class.getName(),
                contract.getName(), folder.toString(), Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Set<String> classPath(Class<?> contract) {
        var path = new LinkedHashSet<String>();
        // Tests are patched into a module: only their class file tells where they are.
        path.add(rootOf(contract));
        path.add(rootOf(StoreWriter.class));
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
