package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.PhaseChanged;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.demo.DemoEvent.BlockRelayed;
import bsv.p2p.app.demo.DemoEvent.NetworkStarting;
import bsv.p2p.app.demo.DemoEvent.NodesKilled;
import bsv.p2p.app.demo.DemoEvent.TargetReached;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Endpoint NODE = Endpoint.parse("127.3.0.1:18444");

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final LiveScreen screen = new LiveScreen(new PrintStream(terminal, true, StandardCharsets.UTF_8), false, InstantSource.fixed(NOW));

    @Test
    void takesTheSecondScreenAndGivesTheFirstBackOnce() {
        paint();
        screen.close();
        screen.close();
        assertThat(written()).startsWith(ENTER).endsWith(LEAVE).containsOnlyOnce(LEAVE);
    }

    @Test
    void paintsNothingMoreAfterItWasClosed() {
        screen.close();
        terminal.reset();
        paint();
        assertThat(written()).isEmpty();
    }

    @Test
    void theSummaryFollowsOnTheFirstScreen() {
        screen.close();
        screen.summarize(DemoSummaryTest.summary(8, 9, 4, Duration.ofSeconds(20)));
        assertThat(written().substring(written().indexOf(LEAVE))).contains("After 20.0 s").contains("goal reached");
    }

    @Test
    void showsWhatHappensAsItsPhaseAndAsItsLastEvents() {
        screen.happened(new NetworkStarting(3, 12));
        assertThat(painted()).contains("now      starting the network: 3 of 12 nodes are up");
        screen.happened(new NodesKilled(List.of(NODE)));
        assertThat(painted()).contains("now      killed 127.3.0.1: being replaced");
        screen.happened(new TargetReached(8, Duration.ofMillis(21), true));
        screen.happened(new BlockRelayed(7, Hash256.ZERO, 11, NODE));
        screen.happened(new ConnectionEstablished(UUID.randomUUID(), NODE, false));
        screen.happened(new PhaseChanged(Phase.RUNNING));
        assertThat(painted()).contains("now      killed 127.3.0.1: replaced after 21 ms")
                .contains("block 7 0000000000000000 with 11 transactions from 127.3.0.1:18444").contains("connected to 127.3.0.1:18444")
                .doesNotContain("RUNNING", "starting the network");
    }

    private void paint() {
        screen.paint(DemoState.starting(NOW, Optional.empty(), 8, 12, 3));
    }

    private String painted() {
        terminal.reset();
        paint();
        return written();
    }

    private String written() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
