package bsv.p2p.manager.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscovery.Found;
import bsv.p2p.api.spi.PeerDiscovery.Request;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.testkit.PeerDiscoveryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscoveryTest extends PeerDiscoveryContract {
    @TempDir
    Path folder;

    @Override
    protected PeerDiscovery open() throws IOException {
        return reading(Files.writeString(file(), "# our own\r\n203.0.113.7\r\n\r\n  203.0.113.8:9000 # the other\n[2001:db8::1]:7\n2001:db8::2"));
    }

    @Override
    protected Request request() {
        return new Request(Network.MAINNET, List.of(), 8333);
    }

    @Override
    protected Set<Endpoint> expected() {
        return Set.of(Endpoint.parse("203.0.113.7:8333"), Endpoint.parse("203.0.113.8:9000"), Endpoint.parse("[2001:db8::1]:7"), Endpoint.parse("[2001:db8::2]:8333"));
    }

    @Test
    void linesThatMakeNoSenseAreProblemsThatNameTheirNumber() throws Exception {
        Files.writeString(file(), "203.0.113.7\nseed.example\n\n203.0.113.8:0\n\u202e\u0000\n" + "x".repeat(5_000_000) + "\n203.0.113.9");
        var found = new ArrayList<Found>();

        var problems = reading(file()).discover(request(), found::add);

        assertThat(found).extracting(Found::endpoint).containsExactly(Endpoint.parse("203.0.113.7:8333"), Endpoint.parse("203.0.113.9:8333"));
        assertThat(problems).hasSize(4).allMatch(problem -> problem.matches("[ -~]{1,600}"));
        assertThat(problems).extracting(problem -> problem.replaceFirst(".*peers.txt:", "").replaceFirst(":.*", "")).containsExactly("2", "4", "5", "6");
    }

    @Test
    void aFileOfGarbageHasABoundedNumberOfProblems() throws Exception {
        Files.writeString(file(), "garbage\n".repeat(10_000));

        var problems = reading(file()).discover(request(), _ -> {});

        assertThat(problems).hasSize(21).last().asString().endsWith("9980 more lines make no sense");
    }

    @Test
    void theFileIsReadAnewEachTime() throws Exception {
        try (var discovery = reading(file())) {
            assertThat(discovery.discover(request(), _ -> {})).as("not there yet").hasSize(1).first().asString().contains(file().toString());

            Files.writeString(file(), "203.0.113.7");
            var found = new ArrayList<Found>();
            assertThat(discovery.discover(request(), found::add)).isEmpty();
            assertThat(found).containsExactly(new Found(Endpoint.parse("203.0.113.7:8333"), "file:peers.txt"));
        }
    }

    @Test
    void aDirectoryIsAProblem() throws Exception {
        assertThat(reading(folder).discover(request(), _ -> {})).containsExactly(folder + " is no file");
    }

    @Test
    void whatTheConsumerThrowsIsNoProblemOfALine() throws IOException {
        Files.writeString(file(), "203.0.113.7");

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> reading(file()).discover(request(), _ -> {
            throw new IllegalArgumentException("mine");
        })).withMessage("mine");
    }

    @Test
    void aPathIsNeeded() {
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> new FileDiscoveryProvider().open(Map.of()))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(1));
    }

    private Path file() {
        return folder.resolve("peers.txt");
    }

    private static PeerDiscovery reading(Path path) {
        return Plugins.installed().find(PeerDiscoveryProvider.class, "file").open(Map.of("path", path.toString()));
    }
}
