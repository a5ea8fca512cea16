package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.app.image.Program.Outcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The start script finds its image wherever that lies and however it is called, and needs to write nowhere.
///
/// That it found it is told by the plugin folders, which are looked for beside it; the JVM finds itself.
class StartScriptIT {

    /// Nobody can make a file there, not even root.
    private static final Map<String, String> NO_DATA_FOLDER = Map.of("XDG_DATA_HOME", "/proc/nobody-writes-here");

    /// Makes everything read-only, for what it starts alone.
    private static final String ALL_READ_ONLY = """
            for place in / /home /root /tmp /var/tmp "$1"; do mount -o remount,bind,ro "$place" 2>/dev/null; done
            if touch "$1/written" 2>/dev/null || touch /tmp/written 2>/dev/null; then echo 'still writable' >&2; exit 99; fi
            shift
            exec "$@"
            """;

    /// The same for one folder.
    private static final String ONE_READ_ONLY = """
            mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 99
            if touch "$1/written" 2>/dev/null; then echo 'still writable' >&2; exit 99; fi
            shift
            exec "$@"
            """;

    @TempDir
    private Path folder;

    private final List<Path> links = new ArrayList<>();

    /// JUnit would warn of each that leads out of its folder.
    @AfterEach
    void deleteLinks() throws IOException {
        for (Path link : links.reversed()) Files.delete(link);
    }

    @Test
    void startsThroughLinksToTheScript() throws IOException {
        Path absolute = link("absolute", LinkedImage.SCRIPT);
        Path far = Files.createDirectories(folder.resolve("far/away"));
        Path relative = link("far/away/relative", far.relativize(absolute));
        Path chain = link("chain", folder.relativize(relative));
        Path odd = link("a 'name\" with\\ $HOME and a line feed\n", chain);
        assertThat(List.of(absolute, relative, chain, odd)).allSatisfy(script -> assertThat(plugins(Map.of(), script)).satisfies(StartScriptIT::isWhole));
    }

    @Test
    void startsThroughLinksToItsFolders() throws IOException {
        Path home = link("home", LinkedImage.HOME);
        Path bin = link("bin", LinkedImage.HOME.resolve("bin"));
        Path again = link("again", Path.of("bin"));
        // A relative link that lies in a linked folder starts from where that folder really is.
        Path there = Files.createDirectories(folder.resolve("one/two"));
        link("one/script", Path.of("../bin/p2p"));
        link("one/two/up", Path.of("../script"));
        Path through = link("through", there);
        assertThat(List.of(home.resolve("bin/p2p"), bin.resolve("p2p"), again.resolve("p2p"), through.resolve("up")))
                .allSatisfy(script -> assertThat(plugins(Map.of(), script)).satisfies(StartScriptIT::isWhole));
    }

    @Test
    void startsFromThePathAndFromItsOwnFolder() throws IOException {
        Path bin = link("bin", LinkedImage.HOME.resolve("bin"));
        for (String command : List.of("PATH=\"$1:$PATH\"; p2p plugins --json", "cd -- \"$1\" && ./p2p plugins --json", "cd -- \"$1\" && sh p2p plugins --json", "cd / && CDPATH=/tmp:/usr \"$1/p2p\" plugins --json")) {
            assertThat(Program.run(Map.of(), Path.of("sh"), "-c", command, "sh", bin.toString())).as(command).satisfies(StartScriptIT::isWhole);
        }
    }

    @Test
    void startsFromFoldersWithAnyName() throws IOException {
        Path image = folder.resolve("image");
        assertThat(Program.run(Map.of(), Path.of("cp"), "-a", LinkedImage.HOME.toString(), image.toString()).err()).isEmpty();
        var names = Stream.of("two words", " a blank at both ends ", "it's \"quoted\"", "$HOME `id` $(id) \\t", "!#%&;|<>(){}[]*?~^=@,+", "-n", "%p%t", "line\nfeed", "line feed at the end\n",
                "Größe 大 ☃").filter(StartScriptIT::canBeNamed).toList();
        for (String name : names) {
            Path place = Files.move(image, folder.resolve(name));
            for (String locale : List.of("C", "C.UTF-8")) {
                assertThat(plugins(Map.of("LC_ALL", locale), place.resolve("bin/p2p"))).as("in %s, %s", name, locale).satisfies(StartScriptIT::isWhole);
            }
            Files.move(place, image);
        }
        // One thing cannot be: the JVM takes a colon for the end of its name.
        assertThat(Program.run(Map.of(), Files.move(image, folder.resolve("a:b")).resolve("bin/p2p"), "--version").err())
                .isEqualTo("p2p: no JVM starts from a folder with a colon in its name: " + folder.toRealPath().resolve("a:b") + "\n");
    }

    private static boolean canBeNamed(String name) {
        return Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name);
    }

    @Test
    void startsFromAFolderThatCannotBeWrittenTo() {
        assertThat(withoutWriting(ONE_READ_ONLY, LinkedImage.HOME, Map.of(), "plugins", "--json")).satisfies(StartScriptIT::isWhole);
    }

    @Test
    void runsWhereNothingCanBeWritten() throws Exception {
        assertThat(withoutWriting(ALL_READ_ONLY, folder, Map.of(), "plugins", "--json")).satisfies(StartScriptIT::isWhole);
        assertThat(withoutWriting(ALL_READ_ONLY, folder, Map.of(), "--version").out()).startsWith("p2p ");
        try (var node = RunningImage.start(folder, namespace(ALL_READ_ONLY, folder), "run", "--network", "regtest", "--listen", "127.0.0.1:0", "--discovery", "none", "--store", "memory")) {
            var bound = node.awaitOut("ListenerBound");
            var port = bound.replaceFirst(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
            var ping = withoutWriting(ALL_READ_ONLY, folder, Map.of(), "ping", "127.0.0.1:" + port, "--network", "regtest", "--count", "1");
            assertThat(ping.exitCode()).as(ping.err()).isZero();
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();
        }
    }

    /// The default store is a file. Whoever cannot have it is told which, why, and what to do.
    @ParameterizedTest
    @ValueSource(strings = {"run --network regtest --discovery none", "peers list --network regtest", "peers add 203.0.113.7 --network regtest", "ban 203.0.113.7 --network regtest"})
    void saysWhichFileItCannotHave(String command) {
        assertThat(withoutWriting(ALL_READ_ONLY, folder, Map.of("XDG_DATA_HOME", folder.toString()), command.split(" ", -1))).satisfies(outcome -> isToldOf(outcome, folder.toString()));
        assertThat(Program.run(NO_DATA_FOLDER, LinkedImage.SCRIPT, command.split(" ", -1))).satisfies(outcome -> isToldOf(outcome, NO_DATA_FOLDER.get("XDG_DATA_HOME")));
    }

    private static void isToldOf(Outcome outcome, String place) {
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isNotZero();
        assertThat(outcome.err()).contains(place + "/bsv-p2p/peers-regtest.json").doesNotContain("\tat ");
    }

    @Test
    void needsNoHomeForWhatKeepsNothing() throws Exception {
        for (String command : List.of("--version", "plugins", "decode", "run --help")) {
            assertThat(Program.run(NO_DATA_FOLDER, LinkedImage.SCRIPT, command.split(" ", -1))).satisfies(outcome -> {
                assertThat(outcome.err()).isEmpty();
                assertThat(outcome.exitCode()).isZero();
            });
        }
        try (var node = RunningImage.start(Path.of(NO_DATA_FOLDER.get("XDG_DATA_HOME")), "run", "--network", "regtest", "--discovery", "none", "--store", "memory")) {
            node.awaitOut("phase=RUNNING");
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();
        }
    }

    private static Outcome plugins(Map<String, String> environment, Path script) {
        return Program.run(environment, script, "plugins", "--json");
    }

    private static void isWhole(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines()).anyMatch(line -> line.contains("bsv.p2p.telemetry.otel") && line.contains("/plugins/otel\"") && line.contains("\"state\":\"ok\""));
    }

    private Path link(String name, Path target) throws IOException {
        var link = Files.createSymbolicLink(folder.resolve(name), target);
        links.add(link);
        return link;
    }

    private static Outcome withoutWriting(String how, Path what, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(namespace(how, what));
        command.addAll(List.of(arguments));
        var outcome = Program.run(environment, Path.of(command.getFirst()), command.subList(1, command.size()).toArray(String[]::new));
        assumeTrue(outcome.exitCode() != 99, () -> "file systems cannot be made read-only here: " + outcome.err());
        return outcome;
    }

    /// How the script is started where `how` has made `what` read-only.
    private static List<String> namespace(String how, Path what) {
        for (var options : List.of(List.of("--mount"), List.of("--map-root-user", "--mount"))) {
            var unshare = new ArrayList<String>();
            unshare.add("unshare");
            unshare.addAll(options);
            var attempt = new ArrayList<>(unshare);
            attempt.addAll(List.of("sh", "-c", "mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp"));
            if (!succeeds(attempt)) continue;
            unshare.addAll(List.of("sh", "-c", how, "sh", what.toString(), LinkedImage.SCRIPT.toString()));
            return unshare;
        }
        assumeTrue(false, "file systems cannot be made read-only here: no mount namespace is to be had");
        return List.of();
    }

    private static boolean succeeds(List<String> command) {
        try {
            return Program.run(Map.of(), Path.of(command.getFirst()), command.subList(1, command.size()).toArray(String[]::new)).exitCode() == 0;
        } catch (RuntimeException _) {
            return false; // there is no such program
        }
    }
}
