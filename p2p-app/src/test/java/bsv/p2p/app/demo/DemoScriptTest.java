package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.demo.DemoScript.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoScriptTest {
    private final DemoScript script = new DemoScript(Duration.ofSeconds(4), Duration.ofSeconds(20));

    @Test
    void killsTwiceAndBringsAllBack() {
        assertThat(actionsUntil(Duration.ofSeconds(24))).containsExactly("7 KILL", "12 REVIVE_ONE", "15 KILL", "20 REVIVE_ALL");
    }

    @Test
    void beginsAgainInTheNextCycle() {
        assertThat(actionsUntil(Duration.ofSeconds(64))).hasSize(12).contains("27 KILL", "60 REVIVE_ALL");
    }

    @Test
    void whatWasMissedIsDoneOneStepAtATime() {
        assertThat(script.due(Duration.ofSeconds(23))).contains(Action.KILL);
        assertThat(script.due(Duration.ofSeconds(23))).contains(Action.REVIVE_ONE);
        assertThat(script.due(Duration.ofSeconds(23))).contains(Action.KILL);
        assertThat(script.due(Duration.ofSeconds(23))).contains(Action.REVIVE_ALL);
        assertThat(script.due(Duration.ofSeconds(23))).isEmpty();
    }

    private List<String> actionsUntil(Duration end) {
        var actions = new ArrayList<String>();
        for (var time = Duration.ZERO; time.compareTo(end) <= 0; time = time.plusSeconds(1)) {
            long seconds = time.toSeconds();
            script.due(time).ifPresent(action -> actions.add(seconds + " " + action));
        }
        return actions;
    }
}
